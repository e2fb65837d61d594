<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    public function up(): void
    {
        Schema::create('contacts', function (Blueprint $table) {
            $table->id();
            $table->unsignedBigInteger('remote_id')->unique();
            $table->uuid('session_id');
            $table->string('contact_id');
            $table->text('name');
            $table->string('phone_number')->nullable();
            $table->string('type', 20);
            $table->string('group_id')->nullable();
            $table->text('group_name')->nullable();
            $table->text('group_description')->nullable();
            $table->integer('group_participants_count')->nullable();
            $table->boolean('is_admin')->default(false);
            $table->text('profile_picture')->nullable();
            $table->string('status', 20);
            $table->string('grabbed_at');
            $table->string('lid')->nullable();
            $table->string('phone_e164')->nullable();
            $table->boolean('is_saved')->nullable();
            $table->boolean('on_whatsapp')->default(true);
            // Every field of the answer, for those that have no column here.
            $table->json('data');
            // Yours: no sync writes it, and a merge carries it over.
            $table->boolean('opted_out')->default(false);
            $table->uuid('sweep')->nullable();
            $table->timestamps();
            $table->index(['session_id', 'type', 'status']);
            $table->index(['session_id', 'contact_id']);
            $table->index(['session_id', 'lid']);
        });
        Schema::create('sync_cursors', function (Blueprint $table) {
            $table->uuid('session_id')->primary();
            $table->text('cursor')->nullable();
            // While everything is read again: rows without this mark are gone when it ends.
            $table->uuid('sweep')->nullable();
            $table->json('pending_merges')->nullable();
            $table->timestamps();
        });
        Schema::create('grabber_events', function (Blueprint $table) {
            $table->string('event_id', 100)->primary();
            $table->uuid('session_id')->nullable()->index();
            $table->string('type', 50);
            $table->unsignedBigInteger('row_id')->nullable();
            $table->unsignedBigInteger('merged_into')->nullable();
            $table->timestamp('received_at')->useCurrent();
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('grabber_events');
        Schema::dropIfExists('sync_cursors');
        Schema::dropIfExists('contacts');
    }
};
