export const map = {
  mapName: '示意地图',
  mapInvented: '示意图，形状与位置均为虚构',
  mapFailed: '地图没有取到，再打开一次。位置和记录不受影响。',
  mapMany: '{n} 处，放大看',
  zoomIn: '放大',
  zoomOut: '缩小',
  toOwnPlace: '回到我的位置',
}
