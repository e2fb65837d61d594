ALTER TABLE "grabs" ADD COLUMN "durable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "grabs" ADD COLUMN "refresh" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "grabs" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE FUNCTION "notify_grab_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('grab_changed', json_build_object('grab_id', NEW.id, 'session_id', NEW.session_id, 'state', NEW.state)::text);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "grabs_inserted" AFTER INSERT ON "grabs" FOR EACH ROW EXECUTE FUNCTION "notify_grab_changed"();--> statement-breakpoint
CREATE TRIGGER "grabs_state_changed" AFTER UPDATE OF "state" ON "grabs" FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION "notify_grab_changed"();
