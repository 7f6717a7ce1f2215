package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Located;
import io.levee.budget.Budget;
import io.levee.catalog.Api;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Decoys;
import io.levee.catalog.ModelProvider;
import io.levee.catalog.Team;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.Role;
import io.levee.knowledge.Document;
import io.levee.knowledge.Guardrail;
import io.levee.organisation.DefinitionSource;
import io.levee.organisation.PolicySource;
import io.levee.organisation.Settings;
import io.levee.organisation.StopperSource;
import io.levee.organisation.WatchRule;
import java.util.List;

/// Something that a file brings into the organisation.
public sealed interface Declaration {
    int line();

    /// What it is called in the whole folder; two of one name are a problem.
    String id();

    record OfSettings(Settings settings, int line) implements Declaration {
        @Override
        public String id() {
            return "settings";
        }
    }

    record OfRole(Role role, int line) implements Declaration {
        @Override
        public String id() {
            return "role:" + role;
        }
    }

    /// @param email empty where none is given
    record OfPerson(Person person, String email, int line) implements Declaration {
        @Override
        public String id() {
            return person.id().toString();
        }
    }

    record OfTeam(Team team, String contact, int line) implements Declaration {
        @Override
        public String id() {
            return "team:" + team.id();
        }
    }

    record OfPassport(Passport passport, int line) implements Declaration {
        @Override
        public String id() {
            return passport.agent().toString();
        }
    }

    /// @param dependsOn the asset's own, with their lines
    /// @param imported  whether another tool's file says so; it may then add to what an API declares
    record OfAsset(Asset asset, List<Located<AssetId>> dependsOn, boolean imported, int line) implements Declaration {
        public OfAsset {
            dependsOn = List.copyOf(dependsOn);
        }

        @Override
        public String id() {
            return asset.id().toString();
        }
    }

    /// Its assets are declared beside it.
    record OfApi(Api api, int line) implements Declaration {
        @Override
        public String id() {
            return "description of api:" + api.name();
        }
    }

    /// Its API and assets are declared beside it.
    record OfModels(ModelProvider provider, int line) implements Declaration {
        @Override
        public String id() {
            return "models of api:" + provider.api();
        }
    }

    record OfDecoys(Decoys decoys, int line) implements Declaration {
        @Override
        public String id() {
            return "decoys";
        }
    }

    record OfBudget(Budget budget, int line) implements Declaration {
        @Override
        public String id() {
            return "budget " + budget.name();
        }
    }

    record OfStopper(StopperSource source) implements Declaration {
        @Override
        public int line() {
            return source.line();
        }

        @Override
        public String id() {
            return "stopper " + source.name();
        }
    }

    record OfStopRule(WatchRule rule, int line) implements Declaration {
        @Override
        public String id() {
            return "stop rule " + rule.name();
        }
    }

    record OfPolicies(PolicySource source) implements Declaration {
        @Override
        public int line() {
            return 1;
        }

        @Override
        public String id() {
            return source.file();
        }
    }

    record OfDefinitions(DefinitionSource source) implements Declaration {
        @Override
        public int line() {
            return 1;
        }

        @Override
        public String id() {
            return source.file();
        }
    }

    /// Owners are still written as in the file: who they are is known only with the whole folder.
    record OfCodeOwners(List<OwnedSection> sections) implements Declaration {
        public OfCodeOwners {
            sections = List.copyOf(sections);
        }

        @Override
        public int line() {
            return 1;
        }

        @Override
        public String id() {
            return "CODEOWNERS";
        }
    }

    record OfGuardrail(Guardrail guardrail) implements Declaration {
        @Override
        public int line() {
            return guardrail.line();
        }

        @Override
        public String id() {
            return "guardrail " + guardrail.id();
        }
    }

    /// A runbook, incident or skill.
    record OfDocument(Document document, int line) implements Declaration {
        @Override
        public String id() {
            return document.kind() + " " + document.id();
        }
    }

    /// A suite or pipeline: checked for its head only.
    record OfKnowledge(String kind, String name, int line) implements Declaration {
        @Override
        public String id() {
            return kind + " " + name;
        }
    }
}
