export const doors = {
  spotWhy: '抽查：{name} {day} 走访，{result}',
}
