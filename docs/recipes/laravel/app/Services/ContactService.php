<?php

namespace App\Services;

use App\Exceptions\GrabberException;
use App\Models\Contact;
use App\Models\SyncCursor;
use Illuminate\Support\Facades\Cache;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Log;
use Illuminate\Support\Str;

/** Keeps the table `contacts` like the API's. Only changes are read, so a sync of nothing costs one request. */
class ContactService
{
    private const COLUMNS = [
        'session_id', 'contact_id', 'name', 'phone_number', 'type', 'group_id', 'group_name', 'group_description',
        'group_participants_count', 'is_admin', 'profile_picture', 'status', 'grabbed_at', 'lid', 'phone_e164',
        'is_saved', 'on_whatsapp',
    ];
    /** Rows of a statement: databases limit its parameters. */
    private const CHUNK = 200;
    private const LOCK_SECONDS = 600;

    private WhatsAppService $whatsApp;

    public function __construct(WhatsAppService $whatsApp)
    {
        $this->whatsApp = $whatsApp;
    }

    /** Reads all changes since the last sync. Null: another process is at it; try again later. */
    public function sync(string $sessionId): ?array
    {
        $lock = Cache::lock("grabber-sync-$sessionId", self::LOCK_SECONDS);
        if (!$lock->get()) {
            return null;
        }
        try {
            return $this->readChanges($sessionId);
        } finally {
            $lock->release();
        }
    }

    /** Deletes it at the API and here. The next grab brings it back while the phone has it. */
    public function delete(Contact $contact): void
    {
        $this->whatsApp->deleteContact($contact->session_id, $contact->remote_id);
        $contact->delete();
    }

    public function deleteAll(string $sessionId): void
    {
        $this->whatsApp->deleteContacts($sessionId);
        $this->sync($sessionId);
    }

    private function readChanges(string $sessionId): array
    {
        $counts = ['written' => 0, 'deleted' => 0];
        $cursor = SyncCursor::firstOrCreate(['session_id' => $sessionId], ['sweep' => (string) Str::uuid()]);
        do {
            try {
                $page = $this->whatsApp->changes($sessionId, $cursor->cursor);
            } catch (GrabberException $error) {
                if ($error->errorCode !== 'CHANGE_CURSOR_EXPIRED' && $error->errorCode !== 'CHANGE_CURSOR_INVALID') {
                    throw $error;
                }
                $cursor->update(['cursor' => null, 'sweep' => (string) Str::uuid()]);
                $page = ['has_more' => true];
                continue;
            }
            // Rows and cursor in one transaction: a process that dies in between repeats the page.
            DB::transaction(function () use ($page, $cursor, &$counts) {
                $counts['written'] += $this->write($page['changes'], $cursor->sweep);
                $counts['deleted'] += $this->applyDeletions($page, $cursor);
            });
        } while ($page['has_more']);
        return $counts;
    }

    private function write(array $changes, ?string $sweep): int
    {
        $now = now();
        $rows = [];
        foreach ($changes as $change) {
            if (!isset($change['contact'])) {
                continue;
            }
            $contact = $change['contact'];
            $row = ['remote_id' => $contact['id']];
            foreach (self::COLUMNS as $column) {
                $row[$column] = $contact[$column] ?? null;
            }
            $rows[] = $row + ['data' => json_encode($contact), 'sweep' => $sweep, 'created_at' => $now, 'updated_at' => $now];
        }
        foreach (array_chunk($rows, self::CHUNK) as $chunk) {
            Contact::upsert($chunk, ['remote_id'], array_merge(self::COLUMNS, ['data', 'sweep', 'updated_at']));
        }
        return count($rows);
    }

    private function applyDeletions(array $page, SyncCursor $cursor): int
    {
        $deleted = collect($page['changes'])->where('change', 'deleted');
        $merged = array_merge($cursor->pending_merges ?? [], $deleted->where('reason', 'merged')->pluck('id')->all());
        $count = $this->forget($deleted->where('reason', '!=', 'merged')->pluck('id')->all());
        // The row that a merged one lives on in may be on a later page.
        if (!$page['has_more']) {
            foreach ($merged as $id) {
                $this->carryOver($id);
            }
            $count += $this->forget($merged);
            $merged = [];
            $count += $this->endSweep($cursor);
        }
        $cursor->update(['cursor' => $page['next_cursor'], 'pending_merges' => $merged]);
        return $count;
    }

    private function forget(array $ids): int
    {
        return array_sum(array_map(
            fn (array $chunk) => Contact::whereIn('remote_id', $chunk)->delete(),
            array_chunk($ids, self::CHUNK)
        ));
    }

    /** After everything was read: what was not among it is gone. */
    private function endSweep(SyncCursor $cursor): int
    {
        if ($cursor->sweep === null) {
            return 0;
        }
        $unseen = Contact::where('session_id', $cursor->session_id)
            ->where(fn ($query) => $query->whereNull('sweep')->orWhere('sweep', '!=', $cursor->sweep));
        $cursor->sweep = null;
        return $unseen->delete();
    }

    /** What you know of a person who was in two rows goes to the row that stays. Add your own columns and tables. */
    private function carryOver(int $id): void
    {
        $gone = Contact::where('remote_id', $id)->first();
        if ($gone === null || !$gone->opted_out) {
            return;
        }
        $survivor = $this->findSurvivor($gone);
        if ($survivor === null) {
            Log::warning('Merged contact has no survivor', ['remote_id' => $id]);
            return;
        }
        $survivor->update(['opted_out' => true]);
    }

    /** By the webhook `contact.merged`, or by the LID: the row without a number was known by it. */
    private function findSurvivor(Contact $gone): ?Contact
    {
        $told = DB::table('grabber_events')->where('type', 'contact.merged')->where('row_id', $gone->remote_id)
            ->value('merged_into');
        if ($told !== null) {
            return Contact::where('remote_id', $told)->first();
        }
        return Contact::where('session_id', $gone->session_id)->where('remote_id', '!=', $gone->remote_id)
            ->whereIn('lid', array_filter([$gone->lid, $gone->contact_id]))->first();
    }
}
