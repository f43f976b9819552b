using ClaimBook.Accounts;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Serving;

/// <summary>The rows behind the figures of a cube, in any order. Those asked for last are kept, so that a further page of them costs no more than its rows. Any
/// thread may ask; who asks for what is being sorted for another one waits for it.</summary>
/// <param name="engine">The engine on the cube.</param>
/// <param name="table">Makes tables of its rows.</param>
sealed class CubeDetails(CubeEngine engine, DetailTable table)
{
    /// <summary>The most questions that are kept, and the most rows of all of them: 64 MB.</summary>
    const int MostQuestions = 16, MostRows = 16_000_000;

    readonly IReadOnlyList<PerformanceRow> _facts = engine.Cube.Facts;
    readonly int _room = Math.Clamp(MostRows / Math.Max(1, engine.Cube.Facts.Count), 1, MostQuestions);
    readonly Lock _lock = new();

    // The one asked for last comes first.
    readonly List<(string Question, Lazy<DetailRows> Rows)> _kept = [];

    /// <summary>The rows behind a question.</summary>
    /// <param name="query">The question; limit and offset are no part of it.</param>
    /// <param name="user">Who asks: their scope is part of the question.</param>
    public DetailRows Of(AnalyticsQuery query, CurrentUser user)
    {
        var question = user.KeyOf(query);
        Lazy<DetailRows> rows;
        lock (_lock)
        {
            var known = _kept.FindIndex(k => k.Question == question);
            rows = known < 0 ? new(() => Ordered(query, user.Scope)) : _kept[known].Rows;
            if (known >= 0)
                _kept.RemoveAt(known);
            else if (_kept.Count == _room)
                _kept.RemoveAt(_room - 1);
            _kept.Insert(0, (question, rows));
        }
        return rows.Value;
    }

    DetailRows Ordered(AnalyticsQuery query, RowScope scope)
    {
        var rows = table.Sorted(_facts, engine.Cube.RowsOf(query, scope), query.Sort);
        var totals = engine.Answer(query with { Sort = [], Offset = 0, Limit = null }, scope);
        return new DetailRows(table, rows.Length, totals, (after, offset, limit) =>
            rows.Skip(offset + (after is { } key ? PlaceBehind(key, rows) : 0)).Take(limit).Select(row => _facts[row]));
    }

    int PlaceBehind(FactKey key, int[] rows)
    {
        var (first, end) = (0, rows.Length);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (_facts[rows[middle]].Key.Packed > key.Packed)
                end = middle;
            else
                first = middle + 1;
        }
        return first;
    }
}
