using System.Collections.Concurrent;
using ClaimBook.Engine.Store;

namespace ClaimBook.Accounts;

/// <summary>When tokens and sessions were last used. Requests only note it; it is written a moment later, at most once a minute for each.</summary>
sealed class LastUses(Database database, TimeProvider time)
{
    static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<int, DateTimeOffset> _tokens = [];
    readonly ConcurrentDictionary<SecretHash, DateTimeOffset> _sessions = [];
    readonly ConcurrentQueue<(int Token, DateTimeOffset At)> _usedTokens = [];
    readonly ConcurrentQueue<(SecretHash Session, DateTimeOffset ExpiresAt)> _prolongedSessions = [];

    /// <summary>Notes that a token is used now.</summary>
    public void Note(KnownToken token)
    {
        var now = time.GetUtcNow();
        if (IsDue(_tokens, token.Id, now))
            _usedTokens.Enqueue((token.Id, now));
    }

    /// <summary>Notes that a session is used now, which prolongs it.</summary>
    public void Note(KnownSession session)
    {
        var now = time.GetUtcNow();
        if (session.ExpiresAt - now < Sessions.Lifetime - Sessions.Grain && IsDue(_sessions, session.Hash, now))
            _prolongedSessions.Enqueue((session.Hash, now + Sessions.Lifetime));
    }

    /// <summary>Writes what was noted.</summary>
    /// <exception cref="Engine.ClaimBookException">The database failed; what was not written is lost, which harms nobody.</exception>
    public void Write()
    {
        if (_usedTokens.IsEmpty && _prolongedSessions.IsEmpty)
            return;
        database.Guard(() =>
        {
            using var connection = database.Connect();
            using var transaction = connection.BeginTransaction();
            while (_usedTokens.TryDequeue(out var used))
                connection.Execute("UPDATE account_token SET last_used_at = @at WHERE token_id = @token", ("at", used.At), ("token", used.Token));
            if (!_prolongedSessions.IsEmpty)
                CurrentAccounts.Announce(connection);
            while (_prolongedSessions.TryDequeue(out var prolonged))
            {
                connection.Execute(
                    "UPDATE account_session SET expires_at = @expires WHERE session_hash = @session",
                    ("expires", prolonged.ExpiresAt), ("session", prolonged.Session.ToString()));
            }
            transaction.Commit();
        });
    }

    static bool IsDue<TKey>(ConcurrentDictionary<TKey, DateTimeOffset> noted, TKey key, DateTimeOffset now)
        where TKey : notnull
    {
        if (noted.TryGetValue(key, out var last))
            return now - last >= s_interval && noted.TryUpdate(key, now, last);
        return noted.TryAdd(key, now);
    }
}
