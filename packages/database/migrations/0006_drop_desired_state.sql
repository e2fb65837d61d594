ALTER TABLE "sessions" DROP CONSTRAINT "sessions_desired_state";--> statement-breakpoint
ALTER TABLE "sessions" DROP COLUMN "desired_state";