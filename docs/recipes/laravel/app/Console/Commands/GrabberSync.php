<?php

namespace App\Console\Commands;

use App\Exceptions\GrabberException;
use App\Models\SyncCursor;
use App\Services\ContactService;
use App\Services\WhatsAppService;
use Illuminate\Console\Command;
use Illuminate\Support\Facades\DB;

/** The nightly run. It also mends what webhooks missed, for example while this application was down. */
class GrabberSync extends Command
{
    protected $signature = 'grabber:sync {session? : default: every session that was synced before}
        {--grab : first let the API grab, and wait until that has ended}';
    protected $description = 'Reads the changes of the WhatsApp contacts';

    private const GRAB_SECONDS = 900;
    private const EVENT_DAYS = 14;

    public function handle(WhatsAppService $whatsApp, ContactService $contacts): int
    {
        $given = $this->argument('session');
        $sessions = $given ? [$given] : SyncCursor::pluck('session_id')->all();
        $failed = 0;
        foreach ($sessions as $sessionId) {
            try {
                if ($this->option('grab')) {
                    $this->info($this->grab($whatsApp, $sessionId));
                }
                $counts = $contacts->sync($sessionId);
                $this->info($counts ? json_encode($counts) : 'another process syncs this session');
            } catch (GrabberException $error) {
                // One session that is not connected must not stop the others.
                $this->error("$error->errorCode: {$error->getMessage()}");
                $failed++;
            }
        }
        DB::table('grabber_events')->where('received_at', '<', now()->subDays(self::EVENT_DAYS))->delete();
        return $failed === 0 ? 0 : 1;
    }

    private function grab(WhatsAppService $whatsApp, string $sessionId): string
    {
        $grab = $whatsApp->grabAll($sessionId);
        $until = time() + self::GRAB_SECONDS;
        while (in_array($grab['state'], ['queued', 'running'], true) && time() < $until) {
            sleep(1);
            $grab = $whatsApp->findGrab($sessionId, $grab['grab_id']);
        }
        if (!in_array($grab['state'], ['complete', 'partial'], true)) {
            $error = $grab['error'] ?? ['code' => 'GRAB_UNFINISHED', 'message' => $grab['state']];
            throw new GrabberException(0, $error['code'], $error['message']);
        }
        return $grab['state'];
    }
}
