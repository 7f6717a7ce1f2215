# One Maven line each; `./levee verify` is the same as `make verify`.
.PHONY: help verify fast engines sim slow bench golden-update docs run

help: ## what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/'

verify: ## build and test everything, as CI does
	./levee verify

fast: ## compile and test the rules, without database or browser
	./levee verify -pl core,verifier,testkit,adapters/json -am

engines: ## fetch Flink, Kafka, Kafka Connect and Spark, against which realparts tests
	./levee verify -q -f realparts/engines/pom.xml

sim: ## the seeded simulations and property tests
	./levee verify -Dtest='*Simulation*,*Property*' -Dsurefire.failIfNoSpecifiedTests=false

slow: ## more rounds of what CI runs few of
	./levee verify -pl realparts -am -Dtest='EngineFailures*' -Dsurefire.failIfNoSpecifiedTests=false -Dlevee.failures=all
	./levee verify -Dlevee.crash.rounds=20
	./levee verify -pl testkit -am -Dtest='*Simulation*' -Dsurefire.failIfNoSpecifiedTests=false -Dlevee.histories=200000
	./levee verify -pl adapters/contract -am -Dtest='*Property*' -Dsurefire.failIfNoSpecifiedTests=false -Dlevee.histories=50000
	./levee verify -pl adapters/cedar -am -Dtest='CedarAgreement*' -Dsurefire.failIfNoSpecifiedTests=false -Dlevee.cedar.triples=1000000

bench: ## every promise of the README, measured here
	for bench in decision ledger verify gateway streams mcp stop budgets; do ./levee bench $$bench; done

golden-update: ## write the golden files anew; review the diff like code
	./levee verify -pl adapters/json -am -Dtest='GoldenLinesTest,RecordedLedgerTest' -Dsurefire.failIfNoSpecifiedTests=false -Dlevee.golden.update=true
	./levee verify -pl app -am -Dtest=RefusalReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dlevee.golden.update=true

docs: ## the guide is Markdown; its snippets are loaded by tests
	@ls docs/guide docs/adr docs/runbooks

run: ## the demo
	./levee demo
