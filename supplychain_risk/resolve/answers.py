"""Answers as people write them under a question or a control: yes, no, signed, expired, in progress …

Only whole answers count. What is said in more words than these is kept as it is written and means neither yes nor no.
"""

from __future__ import annotations

import re

from supplychain_risk.patterns import pattern
from supplychain_risk.resolve.text import key

_YES = """
yes|y|true|ok|done|signed|complete|completed|in place|available|implemented|established|approved|accepted|passed|pass
compliant|valid|certified|active|current|received|acknowledged|confirmed|agreed|met|fully met|fully implemented|checked
yes fully|audited|verified|satisfactory|exists|existing|has been signed|signed and returned|held|conformant|successful
ja|unterzeichnet|unterschrieben|vorhanden|abgeschlossen|erledigt|gültig|bestanden|zertifiziert|ausgefüllt
si|sí|firmado|firmada|completado|completada|vigente|aprobado|aprobada|cumple|disponible|existe
oui|signé|signée|complété|complétée|rempli|validé|valide|conforme|certifié|certifiée|réalisé
sim|assinado|assinada|concluído|concluída|preenchido|válido|aprovado|aprovada|certificado|certificada|certificata
sì|firmato|firmata|completato|compilato|valido|certificato|superato
evet|var|imzalandı|tamamlandı|mevcut|geçerli|có|đã ký|hoàn thành|đã hoàn thành|còn hiệu lực
是|有|已签|已签署|已签订|已完成|完成|通过|合格|有效|已通过|符合|已簽署|通過|具备|具備|已认证|已建立
はい|有り|あり|署名済|署名済み|完了|済|済み|提出済み|合格|有効|예|네|있음|서명|서명완료|서명 완료|완료|합격|유효|적합
да|есть|подписан|пройден|tak|podpisany|pozytywny|getekend|voltooid|aanwezig|başarılı|geçti|uygun|đạt|satisfaisant
satisfactorio|satisfactoria|apto|satisfatório|soddisfacente|zufriedenstellend|konform|geslaagd
"""
_NO = """
no|n|false|not signed|unsigned|not complete|not completed|incomplete|not in place|not available|not implemented
refused|declined|rejected|failed|fail|non compliant|noncompliant|not compliant|invalid|expired|withdrawn|suspended
revoked|cancelled|canceled|terminated|overdue|outstanding|not received|missing|not audited|not certified|uncertified
not done|not started|not yet|not yet signed|not yet completed|pending|in progress|planned|scheduled|to be scheduled
to do|open|under development|in development|awaiting|requested|sent|invited|unsatisfactory|zero tolerance|not met
not conformant|lapsed|inactive|unsuccessful|due|applied for|in process|not approved|not valid|no longer valid
nein|nicht unterzeichnet|nicht vorhanden|abgelaufen|ausstehend|offen|in bearbeitung|geplant|abgelehnt|nicht bestanden
no firmado|no firmada|pendiente|vencido|vencida|caducado|caducada|en proceso|en curso|rechazado|no cumple|no existe
non|non signé|non signée|en cours|expiré|expirée|en attente|refusé|non conforme|à faire|échoué
não|nao|não assinado|não assinada|pendente|vencida|expirado|expirada|em andamento|recusado|não existe
non firmato|scaduto|scaduta|in corso|in attesa|rifiutato
hayır|yok|imzalanmadı|beklemede|süresi doldu|devam ediyor|không|chưa|chưa ký|hết hạn|đang thực hiện
否|未签|未签署|未完成|不合格|未通过|过期|已过期|失效|已失效|进行中|待审|不符合|未簽署|未通過|過期|未建立
いいえ|未|未署名|未完了|不合格|期限切れ|失効|進行中|아니오|아니요|미서명|미완료|불합격|만료|진행중|진행 중|부적합
нет|не подписан|не пройден|nie|negatywny|nee|niet getekend|verlopen|niet geslaagd|başarısız|kaldı|uygun değil
không đạt|insuffisant|non satisfaisant|insatisfaisant|insatisfactorio|insatisfactoria|no apto|no conforme
no satisfactorio|não conforme|insatisfatório|reprovado|reprovada|insoddisfacente|nicht konform|mangelhaft|non superato
"""
_NONE_HELD = """
none|nil|no certificate|no certificates|no certification|no certifications|no audit|never audited|not any
keine|keines|kein zertifikat|ninguno|ninguna|sin certificado|aucun|aucune|nenhum|nenhuma|nessuno|nessuna
无|無|没有|沒有|なし|無し|없음|không có|нет сертификатов|brak|geen
"""


_NEITHER = """
don't know|do not know|not sure|unsure|unknown|partly|partially|partial|in part|sometimes|somewhat|n/a
not applicable|tbc|maybe
to some extent|other|teilweise|weiß nicht|no sabe|no sé|parcialmente|en partie|partiellement|ne sait pas
não sei|in parte
kısmen|部分|部分符合|不清楚|不知道|一部|わからない|일부|모름
"""


def _keys(listed: str) -> frozenset[str]:
    return frozenset(key(word) for word in listed.replace("\n", "|").split("|") if word)


_YES_KEYS, _NO_KEYS, _NONE_KEYS, _NEITHER_KEYS = _keys(_YES), _keys(_NO), _keys(_NONE_HELD), _keys(_NEITHER)
_MARKS_YES = frozenset("✓✔☑✅√●■◯○〇")
_MARKS_NO = frozenset("✗✘☒❌×")
TICKS = _MARKS_YES | _MARKS_NO
"""Marks that are an answer although they hold no letter."""
_OPENS_WITH = re.compile(
    r"(?P<said>yes|no|ja|nein|oui|non|s[ií]|sim|não|evet|hayır|да|нет)(?:\s*[,;:.(–—-]|$)", re.IGNORECASE
)


def says(answer: str) -> bool | None:
    """What an answer says: True for yes, False for no or not yet, None where it says neither.

    "Yes, in conformance with IPC1755" and "No - planned for 2027" are yes and no; "N/A", "partly" and a grade are
    neither. A bare "x" is a mark of choice and counts as yes, "✗" is a cross and counts as no.

    >>> says("Signed"), says("in progress"), says("Yes, with the SEC"), says("B")
    (True, False, True, None)
    """
    bare = answer.strip()
    if bare in _MARKS_YES or bare.casefold() == "x":
        return True
    if bare in _MARKS_NO:
        return False
    mark = key(bare)
    if mark in _YES_KEYS:
        return True
    if mark in _NO_KEYS:
        return False
    opening = _OPENS_WITH.match(bare)
    if opening and len(bare) > len(opening["said"]):
        return says(opening["said"])
    return None


def is_an_answer(text: str) -> bool:
    """Whether a text answers a question of yes or no: with one of them, or with "don't know", "partly", "n/a"."""
    return says(text) is not None or key(text) in _NEITHER_KEYS


def says_none(answer: str) -> bool:
    """Whether an answer says that there is none of what is asked for: "None", "keine", "无"."""
    return key(answer) in _NONE_KEYS


_DOUBT = pattern(
    r"\b(?:no|not|non|never|without|expired?|failed|fail|withdrawn|suspended|revoked|cancell?ed|lapsed|pending|planned"
    r"|scheduled|in progress|applied|tb[cda]|to be|overdue|due|until further|abgelaufen|nicht|kein\w*|geplant"
    r"|ausstehend"
    r"|vencid[oa]|caducad[oa]|pendiente|sin|expirée?|en cours|sans|pas|vencida|pendente|sem|scadut[oa]|senza"
    r"|zero tolerance"
    r"|unacceptable|unsatisfactory|critical)\b|过期|失效|未|无|無|没有|不|期限切れ|만료|미",
    re.IGNORECASE,
)


def is_doubtful(text: str) -> bool:
    """Whether a text that names a control may at the same time say that it is absent, past or planned."""
    return bool(_DOUBT.search(text))


# --- questions ---------------------------------------------------------------------------------------------------

_ASKS_FOR_A_CONTROL = pattern(
    r"polic(?:y|ies)|code of (?:conduct|ethics)|due diligence|train(?:ed|ing)|grievance|hotline|whistle ?-?blow"
    r"|corrective action|monitor|verif|audit|survey|procedure|management system|require your|your suppliers to"
    r"|assess(?:ment|es)? |screen|contract(?:ual)? (?:clause|provision|requirement)|review due diligence"
    r"|ethical recruitment"
    r"|responsible (?:sourcing|recruitment)|employer pays|remediation|steering committee|accountab"
    r"|richtlinie|verhaltenskodex|sorgfaltspflicht|schulung|beschwerde|überprüf|korrekturma|umfrage|encuesta|enquête|indagin"
    r"|pol[ií]tica|código de conducta|debida diligencia|capacitaci|formaci[oó]n|quejas|correctiva|verificaci"
    r"|politique|code de conduite|diligence|mesures correctives|plaintes|vérification"
    r"|código de conduta|treinamento|denúncia|corretiva|codice di condotta|formazione|reclami"
    r"|政策|行为准则|尽职调查|盡職調查|培训|培訓|申诉|申訴|审核|审查|審查|验证|驗證|纠正|糾正|调查|是否要求"
    r"|方針|ポリシー|行動規範|デュー|研修|苦情|検証|是正|調査|정책|행동 ?강령|실사|교육|고충|검증|시정|조사",
    re.IGNORECASE,
)
_ASKS_FOR_SOMETHING_ELSE = pattern(
    r"\bfees?\b|deposit|passport|identity document|retain|withh[eo]ld|confiscat|violat|breach|fine[ds]?\b"
    r"|penalt|lawsuit"
    r"|litigation|convict|incident|allegation|found guilty|investigat|accused|sanction|debt"
    r"|child labou?r (?:been|found|used)"
    r"|exempt|required to (?:file|report|disclose|publish)|subject to|annual (?:conflict minerals )?disclosure"
    r"|(?:SEC|EU) fil"
    r"|findings?|complaints? (?:been )?(?:received|filed|raised)|forced to|charged?\b|ever (?:been|had)|strikes?\b"
    r"|temporary|agency workers|migrant workers (?:employed|hired)|prison|use (?:any )?(?:forced|child)"
    r"|提交年度|年度冲突矿产披露|年度衝突礦產|护照|護照|押金|费用|罚款|违反|違反|処罰|旅券|手数料|여권|수수료|위반|年次|연간",
    re.IGNORECASE,
)


def asks_for_a_control(question: str) -> bool:
    """Whether a yes to the question says that a control exists.

    "Does your company have a policy on forced labor?" does. "Do you retain workers' passports?" and "Have you
    been fined?" do not: a yes there is no control, and neither is a no.
    """
    return bool(_ASKS_FOR_A_CONTROL.search(question)) and not _ASKS_FOR_SOMETHING_ELSE.search(question)
