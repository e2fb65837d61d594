<?php

use App\Http\Controllers\Api\WhatsAppController;
use App\Http\Controllers\GrabberWebhookController;
use Illuminate\Support\Facades\Route;

// The signature is the authentication. The group `web` would ask for a CSRF token.
Route::post('api/grabber/webhook', GrabberWebhookController::class);

Route::prefix('api/whatsapp')->middleware(config('grabber.middleware'))->group(function () {
    Route::post('devices/{device}', [WhatsAppController::class, 'connect']);
    Route::get('devices/{device}/status', [WhatsAppController::class, 'status']);
    Route::post('devices/{device}/grab', [WhatsAppController::class, 'grab']);
    Route::get('sessions/{session}/contacts', [WhatsAppController::class, 'index']);
    Route::delete('contacts/{contact}', [WhatsAppController::class, 'destroy'])->whereNumber('contact');
});
