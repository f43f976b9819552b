using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace ClaimBook.Serving;

/// <summary>Gives the sockets memory in blocks of 64 KiB instead of 4: an answer of a megabyte or two goes to the system in tens of pieces and not in
/// hundreds, and a quarter more are sent a second (bench/results). A connection that waits holds none.</summary>
sealed class LargeBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    const int Size = 64 * 1024;

    /// <inheritdoc/>
    public override int MaxBufferSize => Shared.MaxBufferSize;

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, Size));

    protected override void Dispose(bool disposing)
    {
        // The array pool behind it is everybody's.
    }
}
