"""What each page shows and what each change does: the state of the desk, and what is read from its folder."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import supplychain_risk as scr
from supplychain_risk.audit.statement import FILE_NAME as MANIFEST
from supplychain_risk.dates import as_date
from supplychain_risk.desk import answering, choosing, mapping, packs, reviewing
from supplychain_risk.desk.folder import Change, Folder, id_of, stamp
from supplychain_risk.desk.history import History
from supplychain_risk.desk.jobs import Jobs
from supplychain_risk.desk.reading import DEFAULT_CHOICES, FIELD_CHOICES, ROWS, Reader, Reading, SheetView, Waiting
from supplychain_risk.domain import DueDiligence
from supplychain_risk.errors import InputError, MissingFile, SupplyChainRiskError
from supplychain_risk.files import LARGEST, content_of, write_new
from supplychain_risk.intake.mapping import Mappings, load_mapping
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.reference import Reference
from supplychain_risk.reference.entities import ListedEntity
from supplychain_risk.reference.user_lists import entities_to_screen, newest_day
from supplychain_risk.report import DEFAULT_FORMATS, FORMATS, Document, words
from supplychain_risk.review.rulings import Row, Verdict, match_key

if TYPE_CHECKING:
    from supplychain_risk.lists import Imported
    from supplychain_risk.regimes.told import AnswersFile
    from supplychain_risk.report.json_format import ReportFile

Given = Mapping[str, str]
Said = dict[str, Any]
Shown = tuple[str, dict[str, Any]]
_PATIENCE = 1.5
"""Seconds that a page waits for the files to be read before it says that they are."""
_EVIDENCE = 10.0
"""Seconds that a match waits for the rows of the sheets to be shown beside it."""
_LONG = 300.0
"""Seconds that a change waits for them."""
STEPS = (
    ("/open", "Open"),
    ("/fix", "Fix"),
    ("/screen", "Screen"),
    ("/review", "Review"),
    ("/compare", "Compare"),
    ("/pack", "Pack"),
)
_ROWS_SHOWN = 5
"""Rows of the sheets shown beside a match."""
_LISTED = 200
"""Verdicts, matches and answers named on a page."""


class Desk:
    """One working folder, open on a page. What must survive is in the folder; the rest is what a person last wrote."""

    def __init__(self, folder: Folder, *, today: Callable[[], date], company: str = "") -> None:
        self.folder = folder
        self.today = today
        self.jobs = Jobs()
        self.history = History()
        self._reader = Reader(folder)
        made = packs.parameters_of(folder.pack)
        self.company = company or str(made.get("company", ""))
        self.as_of = str(made.get("as_of", "")) if made.get("as_of_basis") == "given" else ""
        self.person = ""
        self._before: Mapping[str, int] = {}
        self._verified: tuple[object, list[str]] | None = None
        self._document: tuple[object, Document] | None = None
        self._listed: tuple[object, Mapping[tuple[str, str], ListedEntity]] | None = None
        self._last: Row | None = None
        self._brought: Imported | None = None
        self._begun_with: object = None
        folder.clear()

    # --- open --------------------------------------------------------------------------------------------------------

    def open(self, given: Given) -> Shown:
        """The inputs, and how each sheet was read."""
        reading = self._reader.reading(self.company, _PATIENCE)
        values = {
            "inputs": self.folder.input_files(),
            "others": self.folder.others(),
            "undo": self.history.last("mapping"),
            "mapping_name": self.folder.mapping.name if self.folder.mapping.is_file() else "",
        }
        return "open.html.j2", values | self._read(reading)

    def sheet(self, given: Given) -> Shown:
        """One sheet: its columns, what holds for all rows, and a window of its rows."""
        reading = self._reader.reading(self.company, _PATIENCE)
        shown = reading if isinstance(reading, Reading) else self._shown_meanwhile(reading)
        if shown is None:
            return "sheet.html.j2", {"view": None} | self._read(reading)
        view = shown.sheet(given["id"], self._stated() if isinstance(reading, Waiting) else None)
        last = max(1, len(view.grid.rows) - ROWS + 1)
        header = view.header_row or 1
        first = min(_number(given.get("row", ""), max(1, header - 3)), last)
        return "sheet.html.j2", {
            "view": view,
            "first": first,
            "last": last,
            "window": ROWS,
            "rows": list(view.rows(first)),
            "fields": FIELD_CHOICES,
            "defaults": DEFAULT_CHOICES,
            "undo": self.history.last("mapping"),
        } | self._read(reading)

    def _read(self, reading: Reading | Waiting | None) -> dict[str, Any]:
        """What the pages on reading share."""
        waiting = reading if isinstance(reading, Waiting) else None
        read = reading if isinstance(reading, Reading) else self._shown_meanwhile(reading)
        return {
            "waiting": waiting,
            "is_earlier": waiting is not None and read is not None,
            "reading": read,
            "views": list(read.views(self._stated() if waiting else None)) if read else [],
            "counts": read.counts if read else {},
            "before": {} if waiting else self._before,
        }

    def _shown_meanwhile(self, reading: Reading | Waiting | None) -> Reading | None:
        """The last reading of the same lists, while they are being read anew."""
        earlier = self._reader.earlier(self.company) if isinstance(reading, Waiting) else None
        return earlier.reading if earlier else None

    def _stated(self) -> Mappings:
        """The mapping as it stands in the folder; what cannot be read is told by the reading that is under way."""
        try:
            return load_mapping(self.folder.mapping) if self.folder.mapping.is_file() else {}
        except SupplyChainRiskError:
            return {}

    def take_in(self, given: Given) -> Said:
        """Take a list that lies in the folder among the inputs."""
        return _said(f"{self.folder.take_in(_text(given, 'id'))} is read now.")

    def leave_out(self, given: Given) -> Said:
        """Take a list out of the inputs."""
        name = self.folder.leave_out(_text(given, "id"))
        return _said(f"{name} is left out; it lies in the folder {self.folder.left_out.name}.")

    def receive(self, name: str, content: Path) -> Said:
        """Keep an upload."""
        return _said(f"{self.folder.receive(name, content)} was copied to {self.folder.inputs.name}.")

    def name_company(self, given: Given) -> Said:
        """Say whose suppliers these are."""
        self.company = " ".join(_text(given, "company").split())
        return _said(f"The reporting company is {self.company}." if self.company else "No company is named.")

    def name_person(self, given: Given) -> Said:
        """Say who is reviewing."""
        self.person = " ".join(_text(given, "person").split())
        return _said(f"{self.person} is reviewing." if self.person else "Nobody is named.")

    def state_column(self, given: Given) -> Said:
        """State what a column is."""
        reading, view = self._view(given)
        index = _number(_text(given, "index"), -1)
        change = mapping.take_column(self.folder, view, index, _text(given, "field"), self._resolvers())
        return self._mapped(reading, change)

    def state_header(self, given: Given) -> Said:
        """State where the headings stand."""
        reading, view = self._view(given)
        row = _number(_text(given, "row"), 0)
        return self._mapped(reading, mapping.take_header(self.folder, view, row, self._resolvers()))

    def state_for_all(self, given: Given) -> Said:
        """State what holds for all rows of a sheet."""
        reading, view = self._view(given)
        field, text = _text(given, "field"), _text(given, "text")
        return self._mapped(reading, mapping.take_for_all(self.folder, view, field, text, self._resolvers()))

    def state_ignored(self, given: Given) -> Said:
        """State that a sheet is not read, or is."""
        reading, view = self._view(given)
        is_ignored = _text(given, "ignored") == "yes"
        return self._mapped(reading, mapping.ignore(self.folder, view, is_ignored, self._resolvers()))

    def _view(self, given: Given) -> tuple[Reading, SheetView]:
        """The sheet that a change is about: as it was read last, where its columns are the same still."""
        if isinstance(self._reader.reading(self.company, 0), Waiting):
            earlier = self._reader.earlier(self.company)
            view = earlier.reading.sheet(given["id"], self._stated()) if earlier else None
            if earlier and view and view.has_same_rows:
                return earlier.reading, view
        reading = self._ready()
        return reading, reading.sheet(given["id"])

    def _mapped(self, reading: Reading, change: Change) -> Said:
        self._before = dict(reading.counts)
        self.history.add("mapping", change)
        return _said(f"{change.told}. It stands in {self.folder.mapping.name}.")

    def _resolvers(self) -> Resolvers:
        return Resolvers.over(Reference.bundled())

    def _ready(self) -> Reading:
        found = self._reader.reading(self.company, _LONG)
        if isinstance(found, Reading):
            return found
        if found is None:
            raise InputError("there is no list", hint="Drop one on the page Open first.")
        raise InputError("the files are still being read", hint="Wait until they are, and try again.")

    # --- fix ---------------------------------------------------------------------------------------------------------

    def fix(self, given: Given) -> Shown:
        """Cells that need an answer, and answers that were given."""
        reading = self._reader.reading(self.company, _PATIENCE)
        read, asked = self._asked(reading)
        kinds: dict[str, int] = {}
        for one in asked:
            kinds[one.question.kind] = kinds.get(one.question.kind, 0) + 1
        kind = given.get("kind", "")
        chosen = [one for one in asked if not kind or one.question.kind == kind]
        pages = max(1, -(-len(chosen) // answering.SHOWN))
        at = min(max(1, _number(given.get("page", ""), 1)), pages)
        answers = list(enumerate(answering.given(self.folder)))
        corrections = read.loading.network.account.problems if read and read.loading else ()
        return "fix.html.j2", {
            "asked": chosen[(at - 1) * answering.SHOWN : at * answering.SHOWN],
            "kinds": kinds,
            "kind": kind if kind in kinds else "",
            "total": len(chosen),
            "page": at,
            "pages": pages,
            "answers": list(reversed(answers))[:_LISTED],
            "answered": len(answers),
            "out_of_date": [p for p in corrections if p.code == "fix-out-of-date"],
            "notes": read.loading.notes() if read and read.loading else (),
            "countries": _countries(),
            "undo": self.history.last("fixes"),
        } | self._read(reading)

    def _asked(self, reading: Reading | Waiting | None) -> tuple[Reading | None, tuple[answering.Asked, ...]]:
        """What is asked; while answers are being applied, what was asked before and has none yet."""
        if isinstance(reading, Reading):
            return reading, answering.asked(reading.questions)
        earlier = self._reader.earlier(self.company) if reading else None
        if earlier is None or not earlier.only_answers:
            return None, ()
        return earlier.reading, answering.without_answer(self.folder, earlier.reading.questions)

    def answer(self, given: Given) -> Said:
        """Answer a question."""
        reading, asked = self._asked(self._reader.reading(self.company, 0))
        if reading is None:
            reading = self._ready()
            asked = answering.asked(reading.questions)
        self.person = " ".join(_text(given, "person").split())
        change = answering.answer(
            self.folder, asked, _text(given, "id"), _text(given, "text"), self.person, self.today()
        )
        self._before = dict(reading.counts)
        self.history.add("fixes", change)
        return _said(f"{change.told}. It stands in {self.folder.fixes.name}.")

    def take_back(self, given: Given) -> Said:
        """Take an answer back."""
        change = answering.take_back(self.folder, _number(_text(given, "number"), -1))
        self.history.add("fixes", change)
        return _said(f"{change.told}.")

    # --- screen ------------------------------------------------------------------------------------------------------

    def screen(self, given: Given) -> Shown:
        """What is screened and how far it is; the report of the last run."""
        report = next((one for one in packs.files_of(self.folder.pack) if one.name == "report.html"), None)
        return "screen.html.j2", {
            "inputs": self.folder.input_files(),
            "state": self.jobs.state,
            "which_pack": self._which_pack(),
            "formats": FORMATS,
            "usual": DEFAULT_FORMATS,
            "report": report,
            "made": packs.parameters_of(self.folder.pack),
            "levels": [(level.value, words.LEVELS[level][1]) for level in DueDiligence],
            "command": self.command(),
            "as_of": self.as_of,
            "policy": choosing.chosen_policy(self.folder),
            "lists": choosing.own_lists(self.folder),
        }

    def command(self) -> str:
        """The same run on the command line, in the working folder."""
        parts = [
            "supplychain-risk",
            "screen",
            *(f"{self.folder.inputs.name}/{f.name}" for f in self.folder.input_files()),
        ]
        for option, path in (("--mapping", self.folder.mapping), ("--fixes", self.folder.fixes)):
            parts += [option, path.name] if path.is_file() else []
        parts += ["--policy", self.folder.policy.name] if self.folder.policy.is_file() else []
        for place in choosing.list_folders(self.folder):
            parts += ["--lists", place.name]
        if reviewing.has_verdicts(self.folder):
            parts += ["--dispositions", f"{self.folder.pack.name}/{self.folder.dispositions.name}"]
        tasks = choosing.tasks_to_give(self.folder)
        parts += ["--tasks", tasks.relative_to(self.folder.root).as_posix()] if tasks else []
        parts += ["--company", self.company] if self.company else []
        parts += ["--as-of", self.as_of] if self.as_of else []
        return " ".join(map(quote, [*parts, "--out", self.folder.pack.name]))

    def begin(self, given: Given) -> Said:
        """Screen."""
        if not self.folder.input_files():
            raise InputError("there is no list", hint="Drop one on the page Open first.")
        self.company = " ".join(_text(given, "company").split())
        day = _text(given, "as_of").strip()
        self.as_of = as_date(day).isoformat() if day else ""
        wanted = [one.name for one in FORMATS if given.get(f"format-{one.name}")]
        if "json" not in wanted:
            wanted.insert(0, "json")  # the other pages of the desk read it
        told = {"company": self.company, "as_of": self.as_of, "formats": wanted, "force": bool(given.get("force"))}
        self._begun_with = self._manifest()
        self.jobs.begin("screen", self.folder.root, told)
        return _said("The run has begun.")

    def call_off(self, given: Given) -> Said:
        """End what is under way."""
        self.jobs.call_off()
        return _said(f"The run was called off; {self._which_pack()}.")

    def _manifest(self) -> tuple[str, int, int]:
        return stamp(self.folder.pack / MANIFEST)

    def _which_pack(self) -> str:
        """What a run that was called off left: it may have put its pack into place just before."""
        if self.jobs.state.job == "screen" and self._manifest() != self._begun_with:
            return "it had put its pack into place already, and that is whole"
        return "the pack is the one from before"

    # --- what a run is made with -------------------------------------------------------------------------------------

    def choose(self, given: Given) -> Shown:
        """The policy and the lists of one's own that runs are made with, and what they change."""
        own = choosing.own_lists(self.folder)
        newest = newest_day(Reference.bundled(), [one.read for one in own if one.read])
        day = date.fromisoformat(self.as_of) if self.as_of else newest
        return "choose.html.j2", {
            "policy": choosing.chosen_policy(self.folder),
            "policy_name": self.folder.policy.name,
            "policy_files": choosing.policy_files(self.folder),
            "lists": own,
            "lists_name": self.folder.lists.name,
            "effects": choosing.effects_of(own, Reference.bundled(), day),
            "day": day.isoformat(),
            "list_files": choosing.list_files(self.folder),
            "counts_as": choosing.COUNTS_AS,
            "brought": self._brought,
            "undo": self.history.last("policy"),
        }

    def choose_policy(self, given: Given) -> Said:
        """Make runs with a policy that lies in the folder."""
        change = choosing.choose_policy(self.folder, _text(given, "id"))
        self.history.add("policy", change)
        return _said(f"{_sentence(change.told)}. It was copied to {self.folder.policy.name}.")

    def drop_policy(self, given: Given) -> Said:
        """Make runs with the default policy."""
        change = choosing.drop_policy(self.folder)
        self.history.add("policy", change)
        return _said(f"{_sentence(change.told)}.")

    def bring_in(self, given: Given) -> Said:
        """Import a list of entities that lies in the folder."""
        self._brought = None
        self._brought = choosing.bring_in(
            self.folder,
            _text(given, "id"),
            _text(given, "kind"),
            title=" ".join(given.get("title", "").split()),
            licence=" ".join(given.get("licence", "").split()),
            today=self.today(),
            is_shrinking=bool(given.get("shrinking")),
        )
        return _said(f"{self._brought.list.title}: {words.counted(self._brought.entries, 'name')} listed.")

    def leave_list_out(self, given: Given) -> Said:
        """Take an imported list out of the runs."""
        name = choosing.leave_list_out(self.folder, _text(given, "id"))
        self._brought = None
        return _said(f"{name} is left out; it lies in the folder {self.folder.left_out.name}.")

    # --- review ------------------------------------------------------------------------------------------------------

    def review(self, given: Given) -> Shown:
        """One match with both sides, and the verdicts that were given."""
        review = reviewing.review_of(self.folder)
        is_blind = given.get("blind") == "1"
        waiting = review.waiting(self.person)
        after = _number(given.get("after", ""), -1)
        match = next((m for m in waiting if m.number > after), waiting[0] if waiting else None)
        values: dict[str, Any] = {
            "review": review,
            "is_blind": is_blind,
            "waiting": waiting,
            "match": match,
            "is_screened": self.folder.dispositions.is_file() or packs.statement_of(self.folder.pack) is not None,
            "listed": _LISTED,
            "last": self._last,
            "undo": self.history.last("review"),
            "verdicts": _VERDICTS,
            "with_second": review.needs_two,
        }
        if match:
            values |= self._evidence(match.row)
        return "review.html.j2", values

    def _evidence(self, row: Row) -> dict[str, Any]:
        supplier, entity = None, None
        document = self._report()
        if document is not None:
            wanted = match_key(row.supplier, "", "")[0]
            supplier = next((s for s in document.suppliers if match_key(s.id, "", "")[0] == wanted), None)
            entity = self._entities(document.about.as_of).get(match_key("", row.list_name, row.entry)[1:])
        reading = self._reader.reading(self.company, _EVIDENCE)
        rows: dict[str, tuple[tuple[str, str], ...]] = {}
        for cell in supplier.cells if supplier else ():
            place, _, address = cell.rpartition("!")
            file, _, sheet = place.partition("!")
            number = re.search(r"\d+$", address)
            if number and isinstance(reading, Reading) and len(rows) < _ROWS_SHOWN:
                rows[f"{file}, {sheet}, row {number[0]}"] = reading.row(file, sheet, int(number[0]))
        return {"supplier": supplier, "entity": entity, "sheet_rows": {k: v for k, v in rows.items() if v}}

    def _entities(self, as_of: date) -> Mapping[tuple[str, str], ListedEntity]:
        """Entries that are screened on a day by list and id, in the form in which a dispositions file names them."""
        places = choosing.list_folders(self.folder)
        mark = (as_of, [stamp(path) for place in places for path in sorted(place.glob("*/datapackage.json"))])
        if self._listed is None or self._listed[0] != mark:
            screened = entities_to_screen(Reference.bundled(), choosing.read_lists(self.folder), as_of)
            found = {match_key("", one.list_name, one.entity_id)[1:]: one for one in screened.entities}
            self._listed = (mark, found)
        return self._listed[1]

    def _report(self) -> Document | None:
        path = self.folder.pack / "report.json"
        mark = stamp(path)
        if self._document is None or self._document[0] != mark:
            try:
                self._document = (mark, scr.read(path).document)
            except MissingFile:
                return None
        return self._document[1]

    def decide(self, given: Given) -> Said:
        """Write a verdict."""
        self.person = " ".join(_text(given, "person").split())
        key = [_text(given, name) for name in ("supplier", "list", "entry", "supplier_mark", "entry_mark")]
        before = reviewing.review_of(self.folder)
        change = reviewing.decide(
            self.folder,
            key,
            _text(given, "verdict"),
            _text(given, "reason"),
            self.person,
            self.today(),
            given.get("until", ""),
        )
        self._last = next((m.row for m in before.matches if list(m.row.key) == key[:3]), None)
        self.history.add("review", change)
        return _said(f"{change.told}.")

    def open_again(self, given: Given) -> Said:
        """Ask about a match again."""
        change = reviewing.open_again(self.folder, [_text(given, name) for name in ("supplier", "list", "entry")])
        self.history.add("review", change)
        return _said(f"{change.told}.")

    def require_second(self, given: Given) -> Said:
        """Require a second reviewer."""
        change = reviewing.require_second(self.folder)
        self.history.add("review", change)
        return _said("From now on a verdict counts when two reviewers say the same.")

    def undo(self, given: Given) -> Said:
        """Undo the newest change of a kind."""
        kind = _text(given, "kind")
        told = self.history.undo(kind, self.folder)
        if kind == "review":
            self._last = None
        self._before = {}
        return _said(f"Undone: {told}.")

    # --- compare and pack ------------------------------------------------------------------------------------------

    def compare(self, given: Given) -> Shown:
        """What differs between the last two runs."""
        earlier, now = (packs.statement_of(place) for place in (self.folder.earlier, self.folder.pack))
        outcome = scr.diff(self.folder.earlier, self.folder.pack) if earlier and now else None
        return "compare.html.j2", {"outcome": outcome, "is_screened": now is not None}

    def compare_page(self, given: Given) -> tuple[str, bytes]:
        """What differs, as a page to keep."""
        return "diff.html", scr.diff(self.folder.earlier, self.folder.pack).page()

    def packs(self, given: Given) -> Shown:
        """The pack: its files, whether it is as it was written, and what can be made of it."""
        from supplychain_risk.reference.regimes import regimes

        document = self._report()
        mark = self._manifest()
        verified = self._verified[1] if self._verified and self._verified[0] == mark else None
        known = regimes(Reference.bundled(), document.about.as_of) if document else ()
        dossiers = [p for p in sorted(self.folder.root.glob("dossier-*")) if p.is_dir()]
        return "pack.html.j2", {
            "files": packs.files_of(self.folder.pack),
            "made": packs.parameters_of(self.folder.pack),
            "verified": verified,
            "state": self.jobs.state,
            "regimes": known,
            "dossiers": [(id_of(p.name), p.name, sum(1 for f in p.rglob("*") if f.is_file())) for p in dossiers],
            "answers_name": self.folder.answers.name if self.folder.answers.is_file() else "",
            "name": self.folder.pack.name,
        }

    def zip(self, given: Given) -> tuple[str, bytes]:
        """The pack as one file."""
        return "audit-pack.zip", packs.zipped(self.folder.pack)

    def pack_file(self, given: Given) -> tuple[str, bytes]:
        """One file of the pack."""
        path = packs.file_of(self.folder.pack, given["id"])
        return path.name, content_of(path, LARGEST)

    def verify(self, given: Given) -> Said:
        """Compare the pack with its manifest."""
        mark = self._manifest()
        told = list(scr.verify(self.folder.pack))
        self._verified = (mark, told)
        return _said("The pack differs from its manifest." if told else "Every file is as the manifest says.")

    def make_again(self, given: Given) -> Said:
        """Make the pack again of its inputs, and compare."""
        packs.zipped(self.folder.pack)  # says what to do where there is none
        self.jobs.begin("verify", self.folder.root, {})
        return _said("The pack is made again.")

    def fill_regime(self, given: Given) -> Said:
        """Fill the document of a regime, into the pack."""
        from supplychain_risk.reference.regimes import regime
        from supplychain_risk.regimes.document import fill
        from supplychain_risk.regimes.packs import join

        reference, opened, told = self._answered()
        chosen = regime(reference, _text(given, "regime"), opened.document.about.as_of)
        out = self.folder.pack / f"{chosen.id}.docx"
        join(fill(opened.document, reference, chosen, opened.sha256, told), out, opened)
        return _said(f"Wrote {out.name}, which now belongs to the pack.")

    def write_coverage(self, given: Given) -> Said:
        """Write which items of all regimes the report fills, into the pack."""
        from supplychain_risk.reference.regimes import regimes
        from supplychain_risk.regimes.coverage import Coverage
        from supplychain_risk.regimes.matrix import matrix
        from supplychain_risk.regimes.packs import join

        reference, opened, told = self._answered()
        found = Coverage(opened.document, reference, told)
        made = matrix(found, regimes(reference, opened.document.about.as_of), opened.sha256)
        join(made, self.folder.pack / _COVERAGE, opened)
        return _said(f"Wrote {_COVERAGE}, which now belongs to the pack.")

    def write_questions(self, given: Given) -> Said:
        """Write the questions of all regimes that only people can answer."""
        from supplychain_risk.reference.regimes import regimes
        from supplychain_risk.regimes.coverage import Coverage, asked
        from supplychain_risk.regimes.told import NONE, questions_file

        document, reference, out = self._whole(), Reference.bundled(), self.folder.answers
        found = asked(Coverage(document, reference, NONE), regimes(reference, document.about.as_of))
        try:
            write_new(out, questions_file(found, NONE).encode())
        except FileExistsError as error:
            raise InputError(
                "exists and is not overwritten", where=out.name, hint="Answers may stand in it; move it away first."
            ) from error
        return _said(f"Wrote {len(found)} questions to {out.name}; fill them in with a text editor.")

    def _answered(self) -> tuple[Reference, ReportFile, AnswersFile]:
        """The tables, the report, and what people answered of regimes."""
        from supplychain_risk.regimes.packs import opened_with

        self._whole()
        answers = self.folder.answers
        return opened_with(self.folder.pack, answers if answers.is_file() else None)

    def write_dossier(self, given: Given) -> Said:
        """Write a dossier about a shipment or product, into a new folder."""
        from supplychain_risk.dossier import dossier_files, of_product, of_shipment
        from supplychain_risk.dossier import write_dossier as write

        document, subject = self._whole(), " ".join(_text(given, "subject").split())
        if not subject:
            raise InputError("a dossier is about one shipment or one product", hint="Write which.")
        chain = (of_shipment if _text(given, "kind") == "shipment" else of_product)(document, subject)
        made = dossier_files(chain, _text(given, "review"), Reference.bundled())
        with self.folder.changing():
            number = 1
            while (place := self.folder.root / f"dossier-{number}").exists():
                number += 1
            write(made, place)
        return _said(f"Wrote {len(made)} files to {place.name}. Begin with dossier.docx.")

    def dossier_zip(self, given: Given) -> tuple[str, bytes]:
        """A dossier as one file."""
        for place in self.folder.root.glob("dossier-*"):
            if place.is_dir() and id_of(place.name) == given["id"]:
                made = io.BytesIO()
                with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                    for path in sorted(p for p in place.rglob("*") if p.is_file()):
                        info = zipfile.ZipInfo(path.relative_to(place.parent).as_posix(), (1980, 1, 1, 0, 0, 0))
                        archive.writestr(info, content_of(path, LARGEST), zipfile.ZIP_DEFLATED)
                return f"{place.name}.zip", made.getvalue()
        raise InputError("there is no such dossier any more", hint="Load the page anew.")

    def _whole(self) -> Document:
        document = self._report()
        if document is None:
            raise InputError("there is no report", hint="Screen the inputs first.")
        return document


_COVERAGE = "coverage.xlsx"
_VERDICTS = (
    (Verdict.TRUE_MATCH.value, "True match", "t", "it is the listed company, or one that the entry reaches"),
    (Verdict.FALSE_POSITIVE.value, "False positive", "f", "it is another company"),
    (Verdict.IN_REVIEW.value, "In review", "r", "somebody is looking; it stays open"),
)


def _said(text: str) -> Said:
    return {"said": text}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(given: Given, name: str) -> str:
    try:
        return given[name]
    except KeyError:
        raise InputError(f"the change lacks '{name}'", hint="Load the page anew.") from None


def _number(text: str, otherwise: int) -> int:
    """A number that the browser sent; the other one where it is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else otherwise


@lru_cache(maxsize=1)
def _countries() -> tuple[str, ...]:
    return tuple(sorted({row["name"] for row in Reference.bundled().table("countries")}))


@lru_cache(maxsize=4)
def look(name: str) -> str:
    """The desk's style sheet or script. The style begins with that of the report's page, so that both look alike."""
    from supplychain_risk.report.page_environment import template

    own = (files("supplychain_risk.desk") / "templates" / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    return template("report.css") + own if name.endswith(".css") else own


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from supplychain_risk.report.page_data import shown

    environment = Environment(
        loader=PackageLoader("supplychain_risk.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters["counted"] = words.counted
    return environment


def page(template: str, desk: Desk, token: str, values: Mapping[str, Any]) -> str:
    """A page of the desk as HTML."""
    steps = [(path, name, template.startswith(name.lower())) for path, name in STEPS]
    of_step = {"Open": "sheet", "Screen": "choose"}
    steps = [(p, n, here or (n in of_step and template.startswith(of_step[n]))) for p, n, here in steps]
    shown_values = {
        "steps": steps,
        "token": token,
        "person": desk.person,
        "company": desk.company,
        "folder": str(desk.folder.root),
        **values,
    }
    return str(_environment().get_template(template).render(shown_values))
