"""Asking addresses over HTTP (RFC 9110): HEAD, then GET where HEAD is refused; slowly for each host, several hosts at once."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

from . import Settings

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
#: answers after which another try may help
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
_LONGEST_WAIT = 30.0


@dataclass(frozen=True)
class Answer:
    """What an address answered at last: status (0 if nothing), the redirects on the way, and why nothing came."""

    address: str
    status: int = 0
    final: str = ""
    chain: tuple[tuple[int, str], ...] = ()
    error: str = ""
    loops: bool = False
    asked: float = 0.0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """A redirect is an answer, which we follow ourselves to see where it leads."""


def ask_all(addresses: Iterable[str], settings: Settings, proxies: Mapping[str, str] | None = None) -> dict[str, Answer]:
    """Ask every address; those of one host one after the other."""
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(urlsplit(address).netloc.lower(), []).append(address)
    asker = _Asker(settings, proxies)
    with ThreadPoolExecutor(max_workers=max(1, min(settings.workers, len(hosts)))) as pool:
        return {answer.address: answer for answers in pool.map(lambda some: [asker.ask(one) for one in some], hosts.values()) for answer in answers}


class _Asker:
    def __init__(self, settings: Settings, proxies: Mapping[str, str] | None) -> None:
        self.settings = settings
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if proxies is not None:
            handlers.append(urllib.request.ProxyHandler(dict(proxies)))
        self.opener = urllib.request.build_opener(*handlers)
        self.lock = threading.Lock()
        self.free: dict[str, float] = {}

    def ask(self, address: str) -> Answer:
        chain: list[tuple[int, str]] = []
        here, seen = address, {address}
        while True:
            status, told = self._patiently(here)
            if status not in _REDIRECTS or not told:
                final = here if chain else address
                return Answer(address, status, final, tuple(chain), told if not status else "", asked=time.time())
            here = urldefrag(urljoin(here, told)).url
            chain.append((status, here))
            if here in seen or len(chain) > self.settings.redirects:
                return Answer(address, status, here, tuple(chain), "", loops=True, asked=time.time())
            seen.add(here)

    def _patiently(self, address: str) -> tuple[int, str]:
        """Ask until there is an answer worth keeping; returns status, and the redirect's target or what went wrong."""
        status, told = 0, ""
        for attempt in range(self.settings.retries + 1):
            if attempt:
                time.sleep(min(_LONGEST_WAIT, max(self.settings.delay * 2**attempt, self._later(told))))
            status, told = self._once(address, "HEAD")
            if status >= 400 and status not in _PASSING:
                status, told = self._once(address, "GET")  # many servers refuse or mishandle HEAD
            if status and status not in _PASSING:
                return status, told
        if status in _PASSING:
            last, told_last = self._once(address, "GET")
            return (last, told_last) if last else (status, "")
        return status, told

    def _later(self, told: str) -> float:
        return float(told) if told.isdigit() else 0.0

    def _once(self, address: str, method: str) -> tuple[int, str]:
        try:
            request = urllib.request.Request(_sendable(address), method=method, headers={"User-Agent": self.settings.user_agent, "Accept": "*/*"})
            self._wait(urlsplit(address).netloc.lower())
            with self.opener.open(request, timeout=self.settings.timeout) as answer:
                return answer.status, ""
        except urllib.error.HTTPError as error:
            with error:
                told = error.headers.get("Location", "") if error.code in _REDIRECTS else error.headers.get("Retry-After", "")
            return error.code, told
        except TimeoutError:
            return 0, f"no answer in {self.settings.timeout:g} s"
        except urllib.error.URLError as error:
            slow = isinstance(error.reason, TimeoutError)
            return 0, f"no answer in {self.settings.timeout:g} s" if slow else str(error.reason)
        except (OSError, http.client.HTTPException, ValueError, UnicodeError) as error:
            return 0, f"{type(error).__name__}: {error}"

    def _wait(self, host: str) -> None:
        """Wait until the host may be asked again."""
        with self.lock:
            now = time.monotonic()
            at = max(now, self.free.get(host, now))
            self.free[host] = at + self.settings.delay
        time.sleep(max(0.0, at - now))


def _sendable(address: str) -> str:
    """Return an address in ASCII: other signs by their bytes, the host's by Punycode."""
    parts = urlsplit(address)
    host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    return urlunsplit((parts.scheme, host, quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"), ""))
