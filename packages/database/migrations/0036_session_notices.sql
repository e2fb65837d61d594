-- By hand: tells all API processes at once that a session was created, renamed or deleted.
CREATE FUNCTION "notify_session_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  it record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM pg_notify('session_changed', json_build_object(
    'session_id', it.id, 'workspace_id', it.workspace_id, 'change', lower(TG_OP))::text);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "sessions_created_or_deleted" AFTER INSERT OR DELETE ON "sessions" FOR EACH ROW EXECUTE FUNCTION "notify_session_changed"();--> statement-breakpoint
CREATE TRIGGER "sessions_renamed" AFTER UPDATE OF "name", "external_id" ON "sessions" FOR EACH ROW WHEN ((OLD.name, OLD.external_id) IS DISTINCT FROM (NEW.name, NEW.external_id)) EXECUTE FUNCTION "notify_session_changed"();
