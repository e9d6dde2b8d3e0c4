# make demo   sets the machine up, builds kpi, runs the examples over a demo database, and ends at the prompt
# make test   sets the machine up, checks the format, and runs all tests that need only Swift, apt and python3
# make release   builds .build/release/kpi with Swift's own libraries inside, which starts sooner and needs no toolchain
# make install PREFIX=/usr/local   puts the release build there, with its manual page and its completions (also DESTDIR=…)
# make deb   makes a Debian package of it, make tarball an archive to be unpacked anywhere: both below .build/dist
# make generated   writes the manual page and the completions anew, which are kept in packaging
# make spark-test   a cluster of Spark (master, two workers) is started, asked the reference answers, and ended
# make test-more   after `make test`: longer random runs, with other seeds, and a build with the address sanitizer
#
# Both work on a fresh Debian with the Swift toolchain; what is missing is installed with apt-get.

SWIFT ?= swift
DEBUG_KPI = .build/debug/kpi
RELEASE_KPI = .build/release/kpi
DEMO_DB = .build/demo.db
# Databases and expected answers that are not in the repository; what needs them is left out where they are not there.
SHARED ?= ../shared
# Which random companies the differential test asks; any other number makes others.
WORLDS_SEED ?= 20231231
# The seed of the longer runs; another one: make test-more MORE_SEED=$$RANDOM
MORE_SEED ?= 20261127

.PHONY: demo release test test-more spark-test setup examples install deb tarball try-deb generated

setup:
	@missing=; \
	test -e /usr/include/sqlite3.h || missing="$$missing libsqlite3-dev"; \
	test -e /usr/include/readline/readline.h || missing="$$missing libreadline-dev"; \
	test -e /usr/include/xlsxwriter.h || missing="$$missing libxlsxwriter-dev"; \
	test -e /usr/include/zlib.h || missing="$$missing zlib1g-dev"; \
	test -e /usr/share/zoneinfo/Europe/Paris || missing="$$missing tzdata"; \
	if [ -n "$$missing" ]; then \
	  echo "installing$$missing"; \
	  run=; \
	  if [ "$$(id -u)" != 0 ]; then \
	    if command -v sudo >/dev/null; then run=sudo; else \
	      echo "please install$$missing (apt-get install$$missing)" >&2; exit 1; fi; \
	  fi; \
	  $$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq $$missing; \
	fi

demo: setup
	$(SWIFT) build -c release --product kpi
	$(RELEASE_KPI) demo $(DEMO_DB) --force
	@$(MAKE) --no-print-directory examples KPI=$(RELEASE_KPI)
	@if [ -t 0 ] && [ -t 1 ]; then exec $(RELEASE_KPI) $(DEMO_DB) --today 2023-12-31; fi

# The C++ library as an archive, in a folder where it is found before the shared one (Package.swift).
release: setup
	@mkdir -p .build/static; archive=$$($(CC) -print-file-name=libstdc++.a); \
	if [ -f "$$archive" ]; then ln -sf "$$archive" .build/static/libstdc++.a; fi
	KPI_STATIC=1 $(SWIFT) build -c release --static-swift-stdlib --product kpi

PREFIX ?= /usr/local
INSTALL ?= install
DIST = .build/dist
# What is in a package and an archive; a folder of its own, so that nothing of an earlier one stays.
STAGE = $(DIST)/stage

install: release
	@$(MAKE) --no-print-directory put-in-place

.PHONY: put-in-place
put-in-place: ROOT = $(DESTDIR)$(PREFIX)
put-in-place:
	$(INSTALL) -d "$(ROOT)/bin" "$(ROOT)/share/man/man1" "$(ROOT)/share/bash-completion/completions" \
	  "$(ROOT)/share/zsh/site-functions" "$(ROOT)/share/fish/vendor_completions.d" "$(ROOT)/share/doc/kpi/examples"
	$(INSTALL) -m 755 -s $(RELEASE_KPI) "$(ROOT)/bin/kpi"
	$(INSTALL) -m 644 packaging/kpi.1 "$(ROOT)/share/man/man1/kpi.1"
	$(INSTALL) -m 644 packaging/completions/kpi.bash "$(ROOT)/share/bash-completion/completions/kpi"
	$(INSTALL) -m 644 packaging/completions/_kpi "$(ROOT)/share/zsh/site-functions/_kpi"
	$(INSTALL) -m 644 packaging/completions/kpi.fish "$(ROOT)/share/fish/vendor_completions.d/kpi.fish"
	$(INSTALL) -m 644 LICENSE NOTICE README.md CHANGELOG.md "$(ROOT)/share/doc/kpi"
	cp -R docs "$(ROOT)/share/doc/kpi"
	cp -R examples/. "$(ROOT)/share/doc/kpi/examples"

deb: release
	rm -rf $(STAGE)
	@$(MAKE) --no-print-directory put-in-place DESTDIR=$(STAGE) PREFIX=/usr
	packaging/deb.sh $(STAGE) "$(DIST)/kpi_$$($(RELEASE_KPI) --version)_$$(dpkg --print-architecture).deb"

# Installs the package in a bare Debian; needs root and debootstrap.
try-deb:
	packaging/try-deb.sh $(DIST)/kpi_*.deb $(DIST)/bare

tarball: release
	rm -rf $(STAGE)
	@name=kpi-$$($(RELEASE_KPI) --version)-linux-$$(uname -m); \
	$(MAKE) --no-print-directory put-in-place DESTDIR=$(STAGE) PREFIX=/$$name && \
	tar -czf $(DIST)/$$name.tar.gz --owner=0 --group=0 --sort=name -C $(STAGE) $$name && echo $(DIST)/$$name.tar.gz

# Made by the argument parser: the completions by kpi itself, the manual page by the program of its plugin.
GENERATED ?= packaging
generated:
	$(SWIFT) build --product kpi
	$(SWIFT) build --product generate-manual
	packaging/generate.sh $(DEBUG_KPI) .build/debug/generate-manual $(GENERATED)

# The examples over the demo database and, where they are there, over databases that others made.
KPI ?= $(DEBUG_KPI)
examples:
	$(KPI) run examples/tour.kpi --db $(DEMO_DB)
	$(KPI) run examples/monthly.kpi --db $(DEMO_DB) -p month=2023-10
	$(KPI) run examples/week.kpi --db $(DEMO_DB)
	$(KPI) page examples/getfly.kpi --db $(DEMO_DB) --force -o .build/getfly.html
	$(KPI) page examples/week.kpi --db $(DEMO_DB) --force -o .build/week.html
	$(KPI) run examples/team/monday.kpi --db $(DEMO_DB) -p source=Zalo
	@if [ -d $(SHARED)/data ]; then set -ex; \
	  $(KPI) run examples/maven/maven.kpi --db $(SHARED)/data/maven_crm.db --model examples/maven/maven.model.kpi; \
	  $(KPI) run examples/incidents/incidents.kpi --db $(SHARED)/data/it_incidents.db \
	    --model examples/incidents/incidents.model.kpi; \
	fi

# Tests keep nothing in the user's own cache.
test test-more examples: export KPI_CACHE =

# One debug build serves everything. The tests come last, so that their summary is what the run ends with.
test: setup
	$(SWIFT) format lint --strict -r -p Package.swift Sources Tests
	$(SWIFT) build --build-tests
	@test -e $(DEMO_DB) && rm -f $(DEMO_DB); $(DEBUG_KPI) demo $(DEMO_DB) --quiet
	@$(MAKE) --no-print-directory examples KPI=$(DEBUG_KPI) > .build/examples.out
	@if [ -d $(SHARED)/crm ]; then set -x; \
	  python3 $(SHARED)/crm/replay.py --kpi $(DEBUG_KPI) --db $(SHARED)/crm/small.db \
	    --expected $(SHARED)/crm/expected.json; \
	fi
	@if [ -d $(SHARED)/cases ]; then set -x; python3 $(SHARED)/cases/run.py --kpi $(DEBUG_KPI); fi
	python3 Tests/files/workbooks.py --kpi $(DEBUG_KPI) --db $(DEMO_DB)
	python3 Tests/files/edges.py --kpi $(DEBUG_KPI) --db $(DEMO_DB)
	python3 Tests/files/automation.py --kpi $(DEBUG_KPI) --db $(DEMO_DB)
	python3 Tests/files/snapshots.py --kpi $(DEBUG_KPI) --db $(DEMO_DB)
	python3 Tests/differential/run.py --kpi $(DEBUG_KPI) --count 2000 --seed 20231231
	python3 Tests/differential/visibility.py --kpi $(DEBUG_KPI) --count 300 --seed 20231231
	python3 Tests/differential/worlds.py --selfcheck
	python3 Tests/differential/worlds.py --kpi $(DEBUG_KPI) --worlds 100 --questions 50 --seed $(WORLDS_SEED)
	python3 Tests/differential/in_sql.py --kpi $(DEBUG_KPI) --worlds 60 --questions 20 --seed $(WORLDS_SEED)
	python3 Tests/terminal/prompt.py --kpi $(DEBUG_KPI) --db $(DEMO_DB)
	$(SWIFT) test --skip-build --disable-xctest

# What takes longer; it ends with how many checks passed.
test-more: setup
	$(SWIFT) build --product kpi
	@python3 Tests/more.py --kpi $(DEBUG_KPI) --seed $(MORE_SEED)

# A minute until the cluster stands, then some seconds for each question; Java and Spark are installed where they are missing.
spark-test: setup
	$(SWIFT) build --product kpi
	@python3 Tests/remote/cluster.py --kpi $(DEBUG_KPI) --shared $(SHARED)
