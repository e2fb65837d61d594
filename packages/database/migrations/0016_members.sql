ALTER TABLE "group_participants" ADD COLUMN "masked_number" text;--> statement-breakpoint
ALTER TABLE "group_participants" ADD COLUMN "joined_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "group_participants" ADD COLUMN "left_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "group_participants" ADD COLUMN "leave_reason" text;--> statement-breakpoint
ALTER TABLE "group_participants" ADD CONSTRAINT "group_participants_leave_reason" CHECK ("group_participants"."leave_reason" IN ('left', 'removed'));