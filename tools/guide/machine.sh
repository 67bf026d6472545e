# usage: unshare --mount sh machine.sh <work folder> <folder of the repository>
# A machine of its own over this one: what is written goes to memory, and neither Node nor the repository is there.
set -eu
work=$1
repository=$2
mount -t tmpfs tmpfs "$work/overlay"
mkdir "$work/overlay/upper" "$work/overlay/work" "$work/overlay/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/overlay/upper,workdir=$work/overlay/work" "$work/overlay/root"
root=$work/overlay/root
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mkdir -p "$root/root/walk" "$root/root/given"
cp "$work"/given/* "$root/root/given"
cp "$work"/given/* "$root/root/walk"
rm -f "$root/root/walk/identity" "$root/usr/bin/node" "$root/usr/local/bin/node"
mount -t tmpfs tmpfs "$root$repository"
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
  chroot "$root" sh -c '. /root/given/stand-ins.sh; cd /root/walk; . /root/given/walk.sh; read -r end; systemctl stop teleport-jira'
