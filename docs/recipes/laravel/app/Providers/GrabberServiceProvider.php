<?php

namespace App\Providers;

use App\Console\Commands\GrabberSync;
use App\Console\Commands\GrabberWebhook;
use Illuminate\Console\Scheduling\Schedule;
use Illuminate\Support\ServiceProvider;

class GrabberServiceProvider extends ServiceProvider
{
    public function boot(): void
    {
        $this->loadRoutesFrom(base_path('routes/grabber.php'));
        $this->commands([GrabberSync::class, GrabberWebhook::class]);
        $this->app->booted(function () {
            $schedule = $this->app->make(Schedule::class);
            $schedule->command('grabber:sync --grab')->dailyAt('02:30')->withoutOverlapping();
        });
    }
}
