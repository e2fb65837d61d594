<?php

return [
    'url' => env('GRABBER_URL', 'http://127.0.0.1:3000'),
    'key' => env('GRABBER_KEY', ''),
    'webhook_secret' => env('GRABBER_WEBHOOK_SECRET', ''),

    // One request, in seconds. No request of this recipe waits for WhatsApp, so this stays below PHP's 30 seconds.
    'timeout' => 15,
    // How long a call may wait for a 429 or 503 to pass before it throws.
    'retry_seconds' => 10,
    // Rows of a page: 500 rows are about 0.5 MB of JSON.
    'page_size' => 500,
    // Who may use the routes of WhatsAppController.
    'middleware' => ['api', 'auth:api'],
];
