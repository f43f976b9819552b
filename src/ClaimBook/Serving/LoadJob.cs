using ClaimBook.Accounts;
using ClaimBook.Engine.Pipeline;

namespace ClaimBook.Serving;

/// <summary>A load that was asked for. Its state changes as a whole; who follows it may miss one state, but never the last.</summary>
/// <param name="path">Where the file lies.</param>
/// <param name="options">What is asked for.</param>
/// <param name="isUpload">Whether the file lies there only for this load.</param>
/// <param name="askedBy">Who asked for it.</param>
#pragma warning disable CA1001 // A cancellation source without a timer holds nothing to dispose of.
sealed class LoadJob(string path, LoadOptions options, bool isUpload, AuditOrigin askedBy)
#pragma warning restore CA1001
{
    readonly Lock _lock = new();
    readonly CancellationTokenSource _cancellation = new();
    volatile LoadState _state = new(LoadStatus.Waiting);
    volatile TaskCompletionSource _changed = NewChange();

    /// <summary>Its name, as long as it is remembered.</summary>
    public string Id { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>Where the file lies.</summary>
    public string Path => path;

    /// <summary>What people call the file.</summary>
    public string File => options.FileName ?? System.IO.Path.GetFileName(path);

    /// <summary>What is asked for.</summary>
    public LoadOptions Options => options;

    /// <summary>Whether the file lies there only for this load.</summary>
    public bool IsUpload => isUpload;

    /// <summary>Who asked for it.</summary>
    public AuditOrigin AskedBy => askedBy;

    /// <summary>How it stands.</summary>
    public LoadState State => _state;

    /// <summary>Completes when the state is another one than that which is read after this.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Tells the load to end.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Waits until it has ended.</summary>
    public async Task<LoadState> End()
    {
        while (true)
        {
            var changed = Changed;
            if (State is { HasEnded: true } end)
                return end;
            await changed;
        }
    }

    /// <summary>Changes the state, unless the load has ended.</summary>
    /// <returns>False if it has ended.</returns>
    public bool TryChange(Func<LoadState, LoadState> change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (_state.HasEnded)
                return false;
            _state = change(_state);
            changed = _changed;
            _changed = NewChange();
        }
        changed.SetResult();
        return true;
    }

    /// <summary>Ends it: at once if its turn has not come, else soon.</summary>
    /// <returns>False if it has ended already.</returns>
    public bool TryCancel(DateTimeOffset now)
    {
        var isUnderWay = TryChange(s => s.StartedAt is null ? s with { Status = LoadStatus.Cancelled, FinishedAt = now } : s);
        if (isUnderWay)
            _cancellation.Cancel();
        return isUnderWay;
    }

    static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
