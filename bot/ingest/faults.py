"""What went wrong on the way to a site, as one line for a person."""

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientConnectorSSLError,
    ClientPayloadError,
    ClientResponseError,
    ServerDisconnectedError,
)
from yarl import URL

from bot.errors import FetchError, Unreachable
from bot.ingest.answers import BY_HAND, LATER, short
from bot.ingest.guard import AddressRefused, forbidden


def explained(error: Exception, url: str) -> FetchError:
    """The error of the library as one line; the order is from the special to the general."""
    host = URL(url).host or url
    if isinstance(error, ClientConnectorDNSError):
        return Unreachable(
            f"{short(url)} cannot be fetched", f"there is no site called {host}", "check the address"
        )
    if isinstance(error, ClientConnectorCertificateError):
        why = f"{host} cannot prove that it is {host} (its certificate is not valid)"
        return FetchError(f"{short(url)} cannot be fetched", why, BY_HAND)
    if isinstance(error, ClientConnectorSSLError):
        why = f"no secure connection to {host} can be made"
        return FetchError(
            f"{short(url)} cannot be fetched", why, "check whether the address begins with http://"
        )
    if isinstance(error, ClientConnectorError):
        if isinstance(error.os_error, AddressRefused):
            return forbidden(short(url))
        if isinstance(error.os_error, ConnectionRefusedError):
            return FetchError(f"{short(url)} cannot be fetched", f"{host} refuses the connection", LATER)
        return Unreachable(f"{short(url)} cannot be fetched", f"{host} cannot be reached", LATER)
    if isinstance(error, ClientPayloadError):
        return damaged(url)
    if isinstance(error, (ServerDisconnectedError, OSError)):
        return FetchError(f"{short(url)} cannot be fetched", f"{host} broke off the connection", LATER)
    if isinstance(error, ClientResponseError):
        return FetchError(f"{short(url)} cannot be read", f"{host} does not answer as a web site does", LATER)
    return FetchError(f"{short(url)} cannot be fetched", str(error) or type(error).__name__, LATER)


def damaged(url: str) -> FetchError:
    """The error for a body that is not whole."""
    return FetchError(f"{short(url)} cannot be read", "it arrived incomplete or damaged", LATER)
