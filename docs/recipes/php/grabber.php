<?php

// A client of the API in one file. PHP 7.4 or later, with the extension curl.

final class GrabberError extends RuntimeException
{
    public string $errorCode = 'UNKNOWN';
    public int $status = 0;
}

/**
 * `data` of the answer. Tries again while the API is busy or cannot be reached, for at most $patience seconds in all.
 * A repeated POST carries the same Idempotency-Key, so it is done once.
 */
function grabber(string $method, string $path, ?array $body = null, int $patience = 20): array
{
    $key = bin2hex(random_bytes(16));
    $until = time() + $patience;
    for ($attempt = 1; ; $attempt++) {
        [$status, $headers, $text] = grabber_send($method, $path, $body, $key);
        $answer = json_decode($text, true);
        if ($status >= 200 && $status < 300) {
            return $answer['data'] ?? [];
        }
        $code = $answer['code'] ?? 'API_UNREACHABLE';
        $wait = max(1, (int) ($headers['retry-after'] ?? $attempt));
        $mayPass = in_array($status, [0, 429, 503], true) || $code === 'GRAB_RUNNING';
        if (!$mayPass || time() + $wait > $until) {
            $error = new GrabberError($answer['message'] ?? $answer['error'] ?? $text, $status);
            $error->errorCode = $code;
            $error->status = $status;
            throw $error;
        }
        sleep($wait);
    }
}

/** Status (0: no answer), headers and body. */
function grabber_send(string $method, string $path, ?array $body, string $key): array
{
    $headers = [];
    $request = curl_init(rtrim(getenv('GRABBER_URL'), '/') . '/api' . $path);
    $lines = ['X-API-Key: ' . getenv('GRABBER_KEY'), 'Accept: application/json'];
    if ($method === 'POST') {
        array_push($lines, "Idempotency-Key: $key", 'Content-Type: application/json');
        curl_setopt($request, CURLOPT_POSTFIELDS, json_encode($body ?? new stdClass()));
    }
    curl_setopt_array($request, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => $lines,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 15,
        // Asks for gzip and unpacks it: a tenth of the bytes.
        CURLOPT_ENCODING => '',
        CURLOPT_HEADERFUNCTION => function ($_, string $line) use (&$headers): int {
            [$name, $value] = explode(':', $line, 2) + [1 => ''];
            $headers[strtolower($name)] = trim($value);
            return strlen($line);
        },
    ]);
    $text = curl_exec($request);
    if ($text === false) {
        // No answer, or half of one.
        return [0, [], curl_error($request)];
    }
    return [curl_getinfo($request, CURLINFO_RESPONSE_CODE), $headers, $text];
}
