<?php

namespace App\Http\Controllers\Api;

use App\Models\Contact;
use App\Services\ContactService;
use App\Services\WhatsAppService;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;

/** What a panel needs. `$device` is your own id of the device: the API knows it as `external_id`. */
class WhatsAppController
{
    private WhatsAppService $whatsApp;
    private ContactService $contacts;

    public function __construct(WhatsAppService $whatsApp, ContactService $contacts)
    {
        $this->whatsApp = $whatsApp;
        $this->contacts = $contacts;
    }

    public function connect(Request $request, string $device): JsonResponse
    {
        return response()->json($this->whatsApp->connect($device, (string) $request->input('name', $device)), 201);
    }

    /** The page polls this while a person pairs; it draws the QR of the text. */
    public function status(string $device): JsonResponse
    {
        $status = $this->whatsApp->status($device);
        $qr = $status['status'] === 'qr' ? $this->whatsApp->qr($device) : null;
        return response()->json($status + ['qr' => $qr['qr'] ?? null]);
    }

    public function grab(string $device): JsonResponse
    {
        return response()->json($this->whatsApp->grabAll($device), 202);
    }

    /** From the own table: pages by id, which stay quick at any depth. */
    public function index(Request $request, string $session): JsonResponse
    {
        $rows = Contact::where('session_id', $session)->where('id', '>', (int) $request->query('after', '0'))
            ->orderBy('id')->limit(100)->get();
        return response()->json(['contacts' => $rows, 'after' => optional($rows->last())->id]);
    }

    public function destroy(Contact $contact): JsonResponse
    {
        $this->contacts->delete($contact);
        return response()->json(null, 204);
    }
}
