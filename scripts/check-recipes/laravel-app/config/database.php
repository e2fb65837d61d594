<?php

$sqlite = fn (string $file) => [
    'driver' => 'sqlite',
    'database' => dirname(__DIR__) . "/database/$file.sqlite",
    'prefix' => '',
    'foreign_key_constraints' => true,
];

return [
    'default' => 'main',
    // The queue has a file of its own: its workers and the webhooks do not wait for each other.
    'connections' => ['main' => $sqlite('main'), 'queue' => $sqlite('queue')],
    'migrations' => 'migrations',
];
