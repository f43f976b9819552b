using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Api;

/// <summary>Where a page of details begins. It names a key, not a position: a row that a load leaves alone is neither repeated nor missed.</summary>
/// <param name="LoadId">The load that the first page was read from.</param>
/// <param name="RowCount">How many rows there were then.</param>
/// <param name="After">The last row of the page before.</param>
/// <param name="Question">Tells questions and scopes apart: a cursor continues only the question that it came from, for those who may see the same.</param>
sealed record DetailCursor(int LoadId, int RowCount, FactKey After, uint Question)
{
    /// <summary>The parameter.</summary>
    public static QueryParameter Parameter { get; } = new(
        "cursor", "Where to continue: nextCursor of the page before, with the same other parameters. Rows go by ascending key; not with sort or offset.", "MSwyMTMzMjgsMTI4ODQ5MDE5OTgsMTA3MDgxODQ3NQ");

    /// <summary>Reads a cursor.</summary>
    /// <returns>Null if it is none of this question's.</returns>
    public static DetailCursor? Parse(string text, string question)
    {
        var buffer = new byte[text.Length];
        if (!Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text, buffer) is var length && length == 0)
            return null;
        var parts = Encoding.ASCII.GetString(buffer, 0, length).Split(',');
        return parts.Length == 4 && int.TryParse(parts[0], out var load) && int.TryParse(parts[1], out var rows)
            && ulong.TryParse(parts[2], out var key) && uint.TryParse(parts[3], out var asked) && asked == Of(question)
            ? new DetailCursor(load, rows, new FactKey(key), asked)
            : null;
    }

    /// <summary>The number of a question.</summary>
    public static uint Of(string question) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(question)));

    public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{LoadId},{RowCount},{After.Packed},{Question}"));
}
