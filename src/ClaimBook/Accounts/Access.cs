using ClaimBook.Engine.Semantics;

namespace ClaimBook.Accounts;

/// <summary>What an account may do and see, as it was given and checked.</summary>
/// <param name="Role">The role.</param>
/// <param name="Agencies">The agencies; null for all.</param>
sealed record Access(Role Role, IReadOnlyList<int>? Agencies)
{
    /// <summary>The most agencies an account can be limited to.</summary>
    public const int MostAgencies = 10_000;

    /// <summary>Checks what was given.</summary>
    /// <returns>The access, or what is wrong.</returns>
    public static (Access? Access, QueryProblem? Problem) Read(string? role, IReadOnlyList<int>? agencies) =>
        Roles.Find(role ?? "") is not { } known ? (null, new("role", $"must be one of {string.Join(", ", Roles.Names)}"))
        : Refuse(agencies) is { } problem ? (null, problem)
        : (new Access(known, agencies), null);

    /// <summary>What is wrong with a list of agencies; null if nothing is.</summary>
    public static QueryProblem? Refuse(IReadOnlyList<int>? agencies) => agencies is null || (agencies.Count <= MostAgencies && agencies.All(a => a >= 0))
        ? null
        : new("agencies", $"must be at most {MostAgencies:N0} numbers of agencies");
}
