<?php

namespace App\Models;

use Illuminate\Database\Eloquent\Model;

/** A person or group of a linked account. `remote_id` is the row's `id` at the API: it never changes. */
class Contact extends Model
{
    protected $guarded = [];
    protected $casts = [
        'is_admin' => 'boolean',
        'is_saved' => 'boolean',
        'on_whatsapp' => 'boolean',
        'opted_out' => 'boolean',
        'data' => 'array',
    ];

    /** Who may get a message: active persons with a number, who did not refuse. */
    public function scopeReachable($query)
    {
        return $query->where('type', 'individual')->where('status', 'active')->where('on_whatsapp', true)
            ->where('opted_out', false)->whereNotNull('phone_number');
    }
}
