using System.Data.Common;
using System.Threading.Channels;
using ClaimBook.Engine;
using ClaimBook.Engine.Store;

namespace ClaimBook.Accounts;

/// <summary>The audit log: who did what, when and from where. Passwords, tokens and cookies never go into it.</summary>
/// <remarks>An act that the database keeps is written in its transaction. One that sends data away is written before the answer; if it cannot be
/// written, there is none. What lives in memory only, such as a load that waits, is written soon after.</remarks>
sealed partial class AuditLog : IAsyncDisposable
{
    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    readonly Database _database;
    readonly TimeProvider _time;
    readonly ILogger<AuditLog> _log;
    readonly Channel<AuditRecord> _soon = Channel.CreateUnbounded<AuditRecord>(new UnboundedChannelOptions { SingleReader = true });
    readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task _writing;

    public AuditLog(Database database, TimeProvider time, ILogger<AuditLog> log)
    {
        (_database, _time, _log) = (database, time, log);
        _writing = Task.Run(WriteThoseThatWait);
    }

    /// <summary>Writes an entry in a transaction of whoever acts: both become visible, or neither does.</summary>
    public static void Write(DbConnection connection, DateTimeOffset at, AuditOrigin origin, AuditAction action, string subject, string detail = "") =>
        Entry(at, origin, action, subject, detail).Write(connection);

    /// <summary>Writes an entry before the act is answered.</summary>
    /// <param name="context">The request; null for a command on the machine itself.</param>
    /// <param name="action">What was done.</param>
    /// <param name="subject">What to.</param>
    /// <param name="detail">What else is worth knowing.</param>
    /// <exception cref="ClaimBookException">It cannot be written: the act must not succeed.</exception>
    public void Write(HttpContext? context, AuditAction action, string subject, string detail = "")
    {
        var entry = Entry(_time.GetUtcNow(), context is null ? AuditOrigin.CommandLine : AuditOrigin.Of(context), action, subject, detail);
        Write(entry);
    }

    /// <summary>Writes an entry soon, in order, and tries until it can be written: the act neither waits nor fails.</summary>
    public void WriteSoon(AuditOrigin origin, AuditAction action, string subject, string detail = "")
    {
        var entry = Entry(_time.GetUtcNow(), origin, action, subject, detail);
        if (!_soon.Writer.TryWrite(entry))
            Write(entry);
    }

    /// <summary>Waits until what is to be written soon is written, unless the database fails.</summary>
    public async ValueTask DisposeAsync()
    {
        _soon.Writer.TryComplete();
        _stopping.TrySetResult();
        await _writing;
    }

    static AuditRecord Entry(DateTimeOffset at, AuditOrigin origin, AuditAction action, string subject, string detail) =>
        new(at, origin.Actor, origin.Address, action.Name, subject, detail);

    void Write(AuditRecord entry) => _database.Guard(() =>
    {
        using var connection = _database.Connect();
        entry.Write(connection);
    });

    async Task WriteThoseThatWait()
    {
        await foreach (var entry in _soon.Reader.ReadAllAsync())
        {
            for (var failing = false; ; failing = true)
            {
                try
                {
                    Write(entry);
                    break;
                }
                catch (ClaimBookException e)
                {
                    // Said once, and again if it is for good.
                    if (!failing)
                        Failed(e.Message);
                    if (_stopping.Task.IsCompleted)
                    {
                        Lost(entry.Action, entry.Subject);
                        break;
                    }
                    await Task.WhenAny(_stopping.Task, Task.Delay(s_pause, _time));
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The audit log cannot be written: {Reason}")]
    partial void Failed(string reason);

    [LoggerMessage(LogLevel.Error, "The server stops, and the audit log lacks: {Action} {Subject}")]
    partial void Lost(string action, string subject);
}
