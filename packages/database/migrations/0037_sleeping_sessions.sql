CREATE TABLE "session_wakes" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"heartbeat_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "keep" text DEFAULT 'awake' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "asleep" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "awake_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "sleeping_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "woken_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "awake_ms" integer;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "seen_awake_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "session_wakes" ADD CONSTRAINT "session_wakes_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_wakes" ADD CONSTRAINT "session_wakes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_wakes_workspace" ON "session_wakes" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "sessions_kept_asleep" ON "sessions" USING btree ("asleep") WHERE "sessions"."keep" = 'asleep' OR "sessions"."asleep";--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_keep" CHECK ("sessions"."keep" IN ('awake', 'asleep'));