INSERT INTO "workspaces" ("name") VALUES ('default') ON CONFLICT ("name") DO NOTHING;
