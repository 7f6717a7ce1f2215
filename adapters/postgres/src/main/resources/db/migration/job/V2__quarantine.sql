-- Whose job it is, and what it is in the catalog: to list a person's own, and to keep what did harm from running again.
ALTER TABLE job ADD COLUMN person      text    NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN asset       text    NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN quarantined boolean NOT NULL DEFAULT false;
CREATE INDEX job_of_person ON job (person, created_at);
CREATE INDEX job_quarantined ON job (agent, asset) WHERE quarantined;
