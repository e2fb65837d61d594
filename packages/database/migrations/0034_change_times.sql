CREATE TABLE "change_times" (
	"session_id" uuid NOT NULL,
	"change_number" bigint NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "change_times_session_id_change_number_pk" PRIMARY KEY("session_id","change_number")
);
--> statement-breakpoint
ALTER TABLE "change_times" ADD CONSTRAINT "change_times_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- By hand: from the upgrade on, a reader can begin at a time, also in a session that changes no more.
INSERT INTO "change_times" ("session_id", "change_number", "changed_at")
SELECT "session_id", "last_number", now() FROM "change_counters" WHERE "last_number" > 0;
