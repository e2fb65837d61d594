ALTER TABLE "sessions" ADD COLUMN "proxy_host" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proxy_port" integer;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proxy_credentials" text;