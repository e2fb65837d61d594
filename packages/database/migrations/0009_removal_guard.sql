ALTER TABLE "contacts" ADD COLUMN "missing_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "grabs" ADD COLUMN "confirm_removals" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "group_participants" ADD COLUMN "missing_since" timestamp with time zone;