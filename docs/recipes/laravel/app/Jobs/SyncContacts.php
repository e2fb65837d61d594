<?php

namespace App\Jobs;

use App\Exceptions\GrabberException;
use App\Services\ContactService;
use Illuminate\Bus\Queueable;
use Illuminate\Contracts\Queue\ShouldBeUniqueUntilProcessing;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Foundation\Bus\Dispatchable;
use Illuminate\Queue\InteractsWithQueue;

/** One waiting job a session is enough: it reads everything that has changed. */
class SyncContacts implements ShouldQueue, ShouldBeUniqueUntilProcessing
{
    use Dispatchable, InteractsWithQueue, Queueable;

    public string $sessionId;
    public int $timeout = 300;
    public int $tries = 20;
    public array $backoff = [5, 30, 120, 600];
    public int $uniqueFor = 3600;

    public function __construct(string $sessionId)
    {
        $this->sessionId = $sessionId;
    }

    public function uniqueId(): string
    {
        return $this->sessionId;
    }

    public function handle(ContactService $contacts): void
    {
        try {
            if ($contacts->sync($this->sessionId) === null) {
                $this->release(5);
            }
        } catch (GrabberException $error) {
            if ($error->retryAfter === null) {
                throw $error;
            }
            $this->release($error->retryAfter);
        }
    }
}
