CREATE TABLE "grab_leases" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"owner" uuid,
	"generation" bigint DEFAULT 0 NOT NULL,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "grab_leases" ADD CONSTRAINT "grab_leases_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;