<?php

namespace App\Console\Commands;

use App\Services\WhatsAppService;
use Illuminate\Console\Command;

/** Once for each installation: tells the API where this application listens. */
class GrabberWebhook extends Command
{
    protected $signature = 'grabber:webhook {url : of the route /api/grabber/webhook, as the API reaches it}';
    protected $description = 'Registers the webhook and prints its secret';

    public function handle(WhatsAppService $whatsApp): int
    {
        $this->line('GRABBER_WEBHOOK_SECRET=' . $whatsApp->createWebhook($this->argument('url'))['secret']);
        return 0;
    }
}
