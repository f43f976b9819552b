namespace ClaimBook.Engine.Semantics;

/// <summary>The agencies whose rows a user may see. Every answer is computed as if there were no others.</summary>
public sealed class RowScope
{
    readonly HashSet<int>? _agencies;

    RowScope(HashSet<int>? agencies) => _agencies = agencies;

    /// <summary>All agencies.</summary>
    public static RowScope All { get; } = new(null);

    /// <summary>Whether it is all agencies.</summary>
    public bool IsAll => _agencies is null;

    /// <summary>The agencies, ascending; null if it is all of them.</summary>
    public IReadOnlyList<int>? Agencies => _agencies is null ? null : [.. _agencies.Order()];

    /// <summary>These agencies only; none if the list is empty.</summary>
    public static RowScope Of(IEnumerable<int> agencies) => new([.. agencies]);

    /// <summary>Whether the rows of an agency may be seen.</summary>
    public bool Admits(int agency) => _agencies is null || _agencies.Contains(agency);
}
