using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests;

/// <summary>Queries as tests write them: <c>name=value name=value</c>.</summary>
static class Queries
{
    public static IEnumerable<KeyValuePair<string, string>> Pairs(string text) =>
        text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(p => KeyValuePair.Create(p[0], p[1]));

    public static AnalyticsQuery Parse(string text, QueryForm? form = null)
    {
        Assert.True(
            AnalyticsQuery.TryParse(Pairs(text), form ?? QueryForm.Star, out var query, out var problems),
            $"{text}: {string.Join("; ", problems.Select(p => $"{p.Parameter} {p.Message}"))}");
        return query;
    }
}
