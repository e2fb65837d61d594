<?php

namespace App\Http\Controllers;

use App\Jobs\SyncContacts;
use Illuminate\Http\Request;
use Illuminate\Http\Response;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Log;

/** Takes the API's webhooks: checks, notes, answers. The work is a job, so the answer comes within milliseconds. */
class GrabberWebhookController
{
    private const TOLERANCE_SECONDS = 300;

    public function __invoke(Request $request): Response
    {
        if (!$this->isSigned($request)) {
            return response('Wrong signature', 401);
        }
        foreach ($this->eventsOf($request) as $event) {
            // Events come at least once. One that was noted before starts no second job.
            if ($this->note($event)) {
                $this->handle($event);
            }
        }
        return response('', 204);
    }

    /** The signature is over the bytes as they came, so `getContent()` and never `json()`. */
    private function isSigned(Request $request): bool
    {
        $secret = (string) config('grabber.webhook_secret');
        $id = (string) $request->header('webhook-id');
        $time = (string) $request->header('webhook-timestamp');
        $key = base64_decode(substr($secret, strlen('whsec_')), true);
        if ($key === false || $key === '' || abs(time() - (int) $time) > self::TOLERANCE_SECONDS) {
            return false;
        }
        $hash = hash_hmac('sha256', "$id.$time.{$request->getContent()}", $key, true);
        $isSigned = false;
        // While a secret is replaced there are two signatures.
        foreach (explode(' ', (string) $request->header('webhook-signature')) as $given) {
            $isSigned = hash_equals('v1,' . base64_encode($hash), $given) || $isSigned;
        }
        return $isSigned;
    }

    private function eventsOf(Request $request): array
    {
        $body = json_decode($request->getContent(), true);
        if ($body['type'] === 'batch') {
            return $body['data']['events'];
        }
        return [['id' => $request->header('webhook-id')] + $body];
    }

    private function note(array $event): bool
    {
        return 1 === DB::table('grabber_events')->insertOrIgnore([
            'event_id' => $event['id'],
            'session_id' => $event['data']['session_id'] ?? null,
            'type' => $event['type'],
            'row_id' => $event['data']['id'] ?? null,
            'merged_into' => $event['data']['merged_into'] ?? null,
        ]);
    }

    private function handle(array $event): void
    {
        [$subject] = explode('.', $event['type']);
        if (in_array($subject, ['contact', 'group', 'grab'], true)) {
            SyncContacts::dispatch($event['data']['session_id']);
        } elseif ($event['type'] === 'session.status') {
            Log::info('WhatsApp session changed', $event['data']);
        }
    }
}
