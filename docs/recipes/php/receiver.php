<?php

// Takes webhooks: checks the signature, appends the events to a file, answers. A cron job or worker reads the file.

function is_signed(string $body, array $headers, string $secret): bool
{
    ['id' => $id, 'time' => $time, 'signatures' => $signatures] = $headers;
    $key = base64_decode(substr($secret, strlen('whsec_')), true);
    if ($key === false || $key === '' || abs(time() - (int) $time) > 300) {
        return false;
    }
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$time.$body", $key, true));
    $isSigned = false;
    foreach (explode(' ', $signatures) as $given) {
        $isSigned = hash_equals($expected, $given) || $isSigned;
    }
    return $isSigned;
}

// The bytes as they came: decoding and encoding again would change them.
$body = file_get_contents('php://input');
$headers = [
    'id' => $_SERVER['HTTP_WEBHOOK_ID'] ?? '',
    'time' => $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '',
    'signatures' => $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '',
];
if (!is_signed($body, $headers, (string) getenv('GRABBER_WEBHOOK_SECRET'))) {
    http_response_code(401);
    exit("Wrong signature\n");
}
$message = json_decode($body, true);
$events = $message['type'] === 'batch' ? $message['data']['events'] : [['id' => $headers['id']] + $message];
$lines = '';
foreach ($events as $event) {
    $lines .= json_encode($event) . "\n";
}
file_put_contents(getenv('GRABBER_EVENTS_FILE') ?: 'events.ndjson', $lines, FILE_APPEND | LOCK_EX);
http_response_code(204);
