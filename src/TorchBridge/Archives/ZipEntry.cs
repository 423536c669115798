namespace Interop.TorchBridge.Archives;

/// <summary>What an archive's directory says of one entry.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="HeaderOffset">Where its local header begins, from the beginning of the archive.</param>
/// <param name="Length">The number of its bytes.</param>
/// <param name="Crc">The checksum of its bytes.</param>
/// <param name="Limit">The first byte behind its header that belongs to another entry or to the directory.</param>
internal sealed record ZipEntry(string Name, long HeaderOffset, long Length, uint Crc, long Limit = 0);
