CREATE TABLE "deleted_sessions" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"deleted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"has_copies" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "left_profiles" (
	"session_id" uuid NOT NULL,
	"engine_id" uuid NOT NULL,
	"generation" bigint NOT NULL,
	"was_copied" boolean NOT NULL,
	"is_useless" boolean DEFAULT false NOT NULL,
	CONSTRAINT "left_profiles_session_id_engine_id_pk" PRIMARY KEY("session_id","engine_id")
);
--> statement-breakpoint
ALTER TABLE "session_placements" ADD COLUMN "home_generation" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "deleted_sessions_copies" ON "deleted_sessions" USING btree ("deleted_at") WHERE "deleted_sessions"."has_copies";