ALTER TABLE "contacts" ADD COLUMN "business_kind" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "verified_level" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "is_restricted" boolean;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "members_can_add" boolean;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "requires_approval" boolean;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "is_suspended" boolean;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "is_terminated" boolean;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "ephemeral_seconds" integer;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "group_name_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "group_description_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "last_activity_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "is_archived" boolean;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "is_muted" boolean;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "muted_until" timestamp with time zone;