<?php

namespace App\Exceptions;

use RuntimeException;

/** The API refused a call. `errorCode` is for programs, the message for people. */
class GrabberException extends RuntimeException
{
    public int $status;
    public string $errorCode;
    /** After how many seconds another try makes sense; null: not by itself. */
    public ?int $retryAfter;

    public function __construct(int $status, string $errorCode, string $message, ?int $retryAfter = null)
    {
        parent::__construct($message);
        $this->status = $status;
        $this->errorCode = $errorCode;
        $this->retryAfter = $retryAfter;
    }
}
