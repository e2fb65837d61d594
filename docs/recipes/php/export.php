<?php

// php export.php SESSION: every contact once, line by line. The memory does not grow with the account.

$session = $argv[1] ?? exit("Usage: php export.php SESSION\n");
$rest = '';
$count = 0;
$request = curl_init(rtrim(getenv('GRABBER_URL'), '/') . "/api/sessions/$session/contacts/export?format=ndjson");
curl_setopt_array($request, [
    CURLOPT_HTTPHEADER => ['X-API-Key: ' . getenv('GRABBER_KEY')],
    CURLOPT_ENCODING => '',
    CURLOPT_FAILONERROR => true,
    // No limit for the whole, one for silence.
    CURLOPT_LOW_SPEED_LIMIT => 1,
    CURLOPT_LOW_SPEED_TIME => 60,
    CURLOPT_WRITEFUNCTION => function ($_, string $chunk) use (&$rest, &$count): int {
        $lines = explode("\n", $rest . $chunk);
        $rest = array_pop($lines);
        foreach ($lines as $line) {
            $contact = json_decode($line, true);
            // Here: store $contact.
            $count++;
        }
        return strlen($chunk);
    },
]);
// An export that fails breaks the connection, so an end without an error is the end of the file.
if (!curl_exec($request)) {
    fwrite(STDERR, curl_error($request) . "\n");
    exit(1);
}
printf("%d contacts, peak memory %.1f MB\n", $count, memory_get_peak_usage(true) / 1048576);
