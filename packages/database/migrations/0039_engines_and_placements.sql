CREATE TABLE "engines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"boot_id" text NOT NULL,
	"version" text NOT NULL,
	"draining" boolean DEFAULT false NOT NULL,
	"browsers_now" integer NOT NULL,
	"browsers_limit" integer NOT NULL,
	"sessions_now" integer NOT NULL,
	"sessions_limit" integer NOT NULL,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session_placements" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"engine_id" uuid,
	"generation" bigint DEFAULT 0 NOT NULL,
	"placed_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"wants_browser" boolean DEFAULT false NOT NULL,
	"is_linked" boolean DEFAULT false NOT NULL,
	"bundle_generation" bigint DEFAULT 0 NOT NULL,
	"bundle_is_current" boolean DEFAULT false NOT NULL,
	"waits_for_engine_since" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "session_placements" ADD CONSTRAINT "session_placements_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_placements_engine" ON "session_placements" USING btree ("engine_id");--> statement-breakpoint
CREATE INDEX "session_placements_placed" ON "session_placements" USING btree ("placed_at");--> statement-breakpoint
CREATE INDEX "session_placements_wanted" ON "session_placements" USING btree ("session_id") WHERE "session_placements"."wants_browser";--> statement-breakpoint
CREATE INDEX "session_placements_waiting" ON "session_placements" USING btree ("waits_for_engine_since") WHERE "session_placements"."waits_for_engine_since" IS NOT NULL;