ALTER TABLE "contacts" ADD COLUMN "on_whatsapp" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "is_locked" boolean;--> statement-breakpoint
ALTER TABLE "grabs" ADD COLUMN "total_without_whatsapp" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "include_without_whatsapp" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "include_locked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "holds_locked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "without_whatsapp_listed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "contacts_without_whatsapp" ON "contacts" USING btree ("session_id","id") WHERE NOT "contacts"."on_whatsapp";