<?php

namespace App\Models;

use Illuminate\Database\Eloquent\Model;

/** How far this application has read the changes of a session. */
class SyncCursor extends Model
{
    protected $primaryKey = 'session_id';
    protected $keyType = 'string';
    public $incrementing = false;
    protected $guarded = [];
    protected $casts = ['pending_merges' => 'array'];
}
