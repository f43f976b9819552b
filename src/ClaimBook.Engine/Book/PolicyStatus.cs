namespace ClaimBook.Engine.Book;

/// <summary>What a policy is on a day; follows from its dates and from what was done to it.</summary>
public enum PolicyStatus
{
    /// <summary>Offered, not accepted.</summary>
    Quoted,

    /// <summary>Accepted; its cover has not begun.</summary>
    Bound,

    /// <summary>It covers.</summary>
    InForce,

    /// <summary>Ended before its time.</summary>
    Cancelled,

    /// <summary>Its time, or that of the offer, is over.</summary>
    Expired,
}

/// <summary>How statuses of policies are written.</summary>
public static class PolicyStatuses
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<PolicyStatus>().Select(s => s.Name)];

    extension(PolicyStatus status)
    {
        /// <summary>Its name in requests, answers and files.</summary>
        public string Name => status switch
        {
            PolicyStatus.Quoted => "quoted",
            PolicyStatus.Bound => "bound",
            PolicyStatus.InForce => "in_force",
            PolicyStatus.Cancelled => "cancelled",
            _ => "expired",
        };
    }
}
