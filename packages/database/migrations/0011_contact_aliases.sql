CREATE TABLE "contact_aliases" (
	"session_id" uuid NOT NULL,
	"address" text COLLATE "C" NOT NULL,
	"contact_row_id" bigint NOT NULL,
	CONSTRAINT "contact_aliases_session_id_address_pk" PRIMARY KEY("session_id","address")
);
--> statement-breakpoint
CREATE INDEX "contact_aliases_contact" ON "contact_aliases" USING btree ("contact_row_id");
--> statement-breakpoint
CREATE FUNCTION "delete_aliases_of_deleted_contacts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM contact_aliases a USING gone g WHERE g.type = 'individual' AND a.contact_row_id = g.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "contacts_delete_aliases" AFTER DELETE ON "contacts"
REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION "delete_aliases_of_deleted_contacts"();
