<?php

namespace App\Services;

use App\Exceptions\GrabberException;
use GuzzleHttp\Exception\TransferException;
use Illuminate\Http\Client\ConnectionException;
use Illuminate\Http\Client\Response;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\Str;

/** The client of the grabber's API. `$id` is a `session_id`, or your own `external_id` of the session. */
class WhatsAppService
{
    /** Creates the session of one of your devices and starts it, or starts the one that exists. */
    public function connect(string $externalId, string $name): array
    {
        try {
            return $this->call('POST', '/sessions', ['name' => $name, 'external_id' => $externalId, 'start' => true]);
        } catch (GrabberException $error) {
            if ($error->errorCode !== 'SESSION_EXISTS') {
                throw $error;
            }
            return $this->call('POST', $this->path($externalId, '/start'));
        }
    }

    /** Poll it every few seconds while a person pairs: `qr`, then `connecting`, then `connected`. */
    public function status(string $id): array
    {
        return $this->call('GET', $this->path($id, '/status'));
    }

    /** The text of the QR and when it expires; null while there is none to scan. */
    public function qr(string $id): ?array
    {
        try {
            return $this->call('GET', $this->path($id, '/qr?format=json'));
        } catch (GrabberException $error) {
            if ($error->errorCode === 'QR_NOT_AVAILABLE') {
                return null;
            }
            throw $error;
        }
    }

    public function pairingCode(string $id, string $phoneNumber): array
    {
        return $this->call('POST', $this->path($id, '/pairing-code'), ['phone_number' => $phoneNumber]);
    }

    /** Each of the three queues a grab and returns at once. A webhook says when it has ended. */
    public function grabGroups(string $id): array
    {
        return $this->grab($id, 'groups');
    }

    public function grabContacts(string $id): array
    {
        return $this->grab($id, 'contacts');
    }

    public function grabAll(string $id): array
    {
        return $this->grab($id, 'all');
    }

    /** The state of a grab, and its counters when it has ended. */
    public function findGrab(string $id, string $grabId): array
    {
        return $this->call('GET', $this->path($id, "/grabs/$grabId"));
    }

    /** One page of what has changed since the cursor; null: of everything. */
    public function changes(string $id, ?string $since): array
    {
        $query = array_filter(['since' => $since, 'limit' => config('grabber.page_size')]);
        return $this->call('GET', $this->path($id, '/contacts/changes?' . http_build_query($query)));
    }

    /** The row with this `id` of the API. It is no error if it is gone. */
    public function deleteContact(string $id, int $rowId): void
    {
        try {
            $this->call('DELETE', $this->path($id, "/contacts/$rowId"));
        } catch (GrabberException $error) {
            if ($error->errorCode !== 'CONTACT_NOT_FOUND') {
                throw $error;
            }
        }
    }

    public function deleteContacts(string $id): array
    {
        return $this->call('DELETE', $this->path($id, '/contacts'));
    }

    /** Only this answer shows `secret`: it goes into GRABBER_WEBHOOK_SECRET. */
    public function createWebhook(string $url): array
    {
        return $this->call('POST', '/webhooks', ['url' => $url, 'description' => 'Laravel', 'max_batch' => 100]);
    }

    private function grab(string $id, string $kind): array
    {
        return $this->call('POST', $this->path($id, '/grabs'), ['kind' => $kind]);
    }

    private function path(string $id, string $rest): string
    {
        return '/sessions/' . rawurlencode($id) . $rest;
    }

    /**
     * `data` of the answer. Waits and tries again while the API is busy, for a short time in all. A repeated POST has
     * the same Idempotency-Key, so that it is done once even if the first answer was lost.
     */
    private function call(string $method, string $path, array $body = []): array
    {
        $key = (string) Str::uuid();
        $until = microtime(true) + config('grabber.retry_seconds');
        for ($attempt = 1; ; $attempt++) {
            $error = null;
            try {
                $response = $this->send($method, $path, $body, $key);
                if ($response->successful()) {
                    return $response->json('data') ?? [];
                }
                $error = $this->errorOf($response, $attempt);
            } catch (ConnectionException | TransferException $lost) {
                // No answer, or half of one.
                $error = new GrabberException(0, 'API_UNREACHABLE', $lost->getMessage(), $attempt);
            }
            if ($error->retryAfter === null || microtime(true) + $error->retryAfter > $until) {
                throw $error;
            }
            sleep($error->retryAfter);
        }
    }

    private function send(string $method, string $path, array $body, string $key): Response
    {
        $headers = ['X-API-Key' => config('grabber.key'), 'Accept-Encoding' => 'gzip'];
        if ($method === 'POST') {
            $headers['Idempotency-Key'] = $key;
        }
        $options = $method === 'POST' ? ['json' => $body] : [];
        return Http::withHeaders($headers)->acceptJson()->timeout(config('grabber.timeout'))
            ->send($method, rtrim(config('grabber.url'), '/') . '/api' . $path, $options);
    }

    /** With how long to wait, if the same call may succeed later. */
    private function errorOf(Response $response, int $attempt): GrabberException
    {
        $code = (string) $response->json('code', 'UNKNOWN');
        $message = (string) ($response->json('message') ?? $response->json('error') ?? $response->status());
        $mayPass = in_array($response->status(), [429, 503], true) || $code === 'GRAB_RUNNING';
        $wait = (int) ($response->header('Retry-After') ?: $attempt);
        return new GrabberException($response->status(), $code, $message, $mayPass ? max(1, $wait) : null);
    }
}
