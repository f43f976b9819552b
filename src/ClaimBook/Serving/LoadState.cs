using System.Text.Json.Serialization;
using ClaimBook.Engine.Pipeline;

namespace ClaimBook.Serving;

/// <summary>How a load stands.</summary>
/// <param name="Status">Where it is on its way.</param>
sealed record LoadState(LoadStatus Status)
{
    /// <summary>When its turn came; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How far it is; null before the first rows.</summary>
    public LoadProgress? Progress { get; init; }

    /// <summary>What it did; null unless it is done.</summary>
    public LoadReport? Report { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it failed for a reason that is not in its file, as when the database was away.</summary>
    public bool MaySucceedLater { get; init; }

    /// <summary>Whether nothing more will happen.</summary>
    public bool HasEnded => Status is LoadStatus.Done or LoadStatus.Failed or LoadStatus.Cancelled;
}

/// <summary>Where a load is on its way.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LoadStatus>))]
enum LoadStatus
{
    /// <summary>Another one has its turn, of this server or of another process.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>Its file is being loaded.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It is in the database, or was there before.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Its file could not be loaded; nothing changed.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It was ended by a user or with the server; nothing changed.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}

/// <summary>What can be said of a status.</summary>
static class LoadStatuses
{
    /// <summary>Its name in the API.</summary>
    public static string Name(this LoadStatus status) => $"{status}".ToLowerInvariant();
}
