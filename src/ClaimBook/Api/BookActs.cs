using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Api;

/// <summary>What requests do to the book, and how addresses name what is in it.</summary>
static class BookActs
{
    /// <summary>Records an act together with its entry in the audit log: both, or neither.</summary>
    /// <typeparam name="T">What the act answers.</typeparam>
    /// <param name="ledger">The book.</param>
    /// <param name="context">The request.</param>
    /// <param name="action">What kind of act it is.</param>
    /// <param name="act">The act; gets the book, takes the change and may see what the scope admits.</param>
    /// <param name="subject">The subject of the entry.</param>
    /// <param name="detail">Its detail.</param>
    public static Outcome<T> Record<T>(
        this Ledger ledger, HttpContext context, AuditAction action, Func<BookState, BookChange, RowScope, Outcome<T>> act, Func<T, string> subject, Func<T, string> detail)
        where T : class
    {
        var (origin, scope) = (AuditOrigin.Of(context), CurrentUser.Of(context).Scope);
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return ledger.Record(
            origin.Actor, (book, change) => act(book, change, scope),
            (connection, done) => AuditLog.Write(connection, now, origin, action, subject(done), detail(done)));
    }

    /// <summary>The number or reference in an address: a slash in it stays %2F where everything else is decoded.</summary>
    public static string Named(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of a policy or claim.</summary>
    public static string Address(string resource, string name) => $"/api/v1/{resource}/{Uri.EscapeDataString(name)}";
}
