CREATE TABLE "schedules" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"refresh" boolean DEFAULT false NOT NULL,
	"cron" text,
	"every_hours" integer,
	"at" timestamp with time zone,
	"time_zone" text NOT NULL,
	"spread_minutes" integer NOT NULL,
	"quiet_from" text,
	"quiet_to" text,
	"enabled" boolean DEFAULT true NOT NULL,
	"due_at" timestamp with time zone,
	"next_run_at" timestamp with time zone,
	"last_run_at" timestamp with time zone,
	"last_grab_id" uuid,
	"missed_runs" integer DEFAULT 0 NOT NULL,
	"last_missed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "schedules_one_rule" CHECK (num_nonnulls("schedules"."cron", "schedules"."every_hours", "schedules"."at") = 1),
	CONSTRAINT "schedules_kind" CHECK ("schedules"."kind" IN ('groups', 'contacts', 'all'))
);
--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "schedules_session" ON "schedules" USING btree ("session_id","created_at");--> statement-breakpoint
CREATE INDEX "schedules_next_run" ON "schedules" USING btree ("next_run_at") WHERE "schedules"."enabled";